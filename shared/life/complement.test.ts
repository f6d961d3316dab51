import { describe, expect, test } from "vitest";
import { instant } from "../kernel/instant.ts";
import { FIELD_NAMES, fileFields, type FieldName } from "../pge/file-fields.ts";
import { someFields } from "../testing/some-fields.ts";
import { complementFields, whyNoComplement } from "./complement.ts";
import { aLoan, after, FACTS, user } from "./testing-loan.ts";

const elsewhere = { bank: "Banque Témoin", amount: 5_000_000, status: "ATTESTE" } as const;
const loan = aLoan({ fields: { ...someFields(1), ...aLoan().fields, otherLoans: [elsewhere], bic: "FICTFRPPXXX", signatoryName: "Claude Fictif", signatoryRole: "Gérant", bankReference: "R-1" } });
const made = (of = loan) => complementFields(of, "SAISON", "Banque Armor");

describe("[LI10] a complement", () => {
  test("has the company, the figures, the account and the signatory, and nothing of the request, the approvals or the procedure", () => {
    const { scheme, otherLoans: _loans, ...copied } = made();
    const expected = FIELD_NAMES.filter((name) => loan.fields[name] !== undefined && (["company", "figures"].includes(fileFields[name].section) || (["iban", "bic", "signatoryName", "signatoryRole"] as FieldName[]).includes(name)));
    expect(Object.keys(copied).toSorted()).toEqual(expected.toSorted());
    expect(expected).toEqual(expect.arrayContaining(["siren", "turnover", "iban"]));
    expect(scheme).toBe("SAISON");
    expect(made()).toMatchObject(copied);
  });

  test("holds the other loans and the first one, attested with the amount that was registered", () => {
    expect(made().otherLoans).toEqual([elsewhere, { bank: "Banque Armor", amount: 20_000_000, scheme: "CLASSIQUE", status: "ATTESTE", grantOn: "2020-04-20", number: "1-7K3M-9QPX-T" }]);
  });

  test("holds it as disbursed, with what left and when", () => {
    const disbursed = after(loan, ["approved", FACTS.approved("2020-04-21")], ["disbursed", { on: "2020-04-22", amount: 18_000_000 }]);
    expect(made(disbursed).otherLoans).toEqual([elsewhere, { bank: "Banque Armor", amount: 18_000_000, scheme: "CLASSIQUE", status: "DECAISSE", grantOn: "2020-04-22", number: "1-7K3M-9QPX-T" }]);
  });

  test("leaves out an account that nobody has confirmed", () => {
    const changed = after(loan, ["amended", { on: "2020-04-22", why: "Autre banque.", iban: "FR7699999000020000000000003" }]);
    expect(made(changed)).not.toHaveProperty("iban");
    expect(made({ ...loan, accountChange: { by: user("karim"), at: instant(1) } })).not.toHaveProperty("iban");
    expect(made(changed)).toMatchObject({ signatoryName: "Claude Fictif" });
  });

  test.each([
    ["a draft", aLoan({ status: "draft" }), "STEP_NEEDS_NUMBER"], ["a cancelled one", aLoan({ status: "cancelled" }), "STEP_NEEDS_NUMBER"],
    ["a saison loan", aLoan({ fields: { ...aLoan().fields, scheme: "SAISON" } }), "COMPLEMENT_NEEDS_CLASSIC"],
  ] as const)("is not opened from %s", (_name, file, reason) => {
    expect(whyNoComplement(file)).toMatchObject({ code: "G2017", fields: [{ reason }] });
  });

  test("is opened from a classic loan at any stage", () => {
    expect([loan, after(loan, ["approved", FACTS.approved("2020-04-21")])].map(whyNoComplement)).toEqual([undefined, undefined]);
  });
});

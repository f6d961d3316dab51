import { describe, expect, test } from "vitest";
import { instant } from "../kernel/instant.ts";
import { legalDate } from "../kernel/legal-date.ts";
import type { Fields } from "../pge/file-fields.ts";
import { checklistOf, missingOf } from "./checklist.ts";

const TODAY = legalDate("2020-06-15");
const at = (day: string): ReturnType<typeof instant> => instant(Date.parse(`${day}T12:00:00Z`));
const piece = (name: string, day = "2020-06-01") => ({ piece: name, attachedAt: at(day) });
const company: Fields = { borrowerType: "SOCIETE", turnoverProofKind: "COMPTES_ANNUELS", iban: "FR7630006000011234567890189", mandateOn: "2020-06-01", swornOn: "2020-06-01" };
const missing = (fields: Fields, attached: readonly ReturnType<typeof piece>[] = [], isPaid = false) => missingOf(checklistOf(fields, attached, TODAY, isPaid)).map(({ name, state }) => (state === "old" ? `${name} old` : name));

describe("[LI12] what a file should hold", () => {
  test("by what is entered: nothing is asked for that the file does not speak of", () => {
    expect(missing(company)).toEqual(["turnover", "registration", "identity", "account", "mandate", "sworn"]);
    expect(missing({})).toEqual(["turnover", "registration", "identity"]);
    expect(missing({ ...company, borrowerType: "EI" })).not.toContain("registration");
  });
  test("the proof of turnover is the one that was named; accounts are met by the tax return that holds them, not the other way round", () => {
    expect(missing(company, [piece("LIASSE_FISCALE")])).not.toContain("turnover");
    expect(missing({ ...company, turnoverProofKind: "LIASSE_FISCALE" }, [piece("COMPTES_ANNUELS")])).toContain("turnover");
    expect(missing({ ...company, turnoverProofKind: "ATTESTATION_EXPERT_COMPTABLE" }, [piece("ATTESTATION_CA")])).not.toContain("turnover");
  });
  test("one sworn statement is both, where it is the proof of turnover", () => {
    expect(missing({ ...company, turnoverProofKind: "ATTESTATION_HONNEUR" }, [piece("ATTESTATION_HONNEUR")])).toEqual(["registration", "identity", "account", "mandate"]);
  });
  test("a Kbis is asked for anew after ninety days, until the money left; a newer one beside it is enough", () => {
    const all = ["COMPTES_ANNUELS", "PIECE_IDENTITE", "RIB", "MANDAT", "ATTESTATION_HONNEUR"].map((name) => piece(name));
    expect(missing(company, [...all, piece("KBIS", "2020-03-17")])).toEqual([]);
    expect(missing(company, [...all, piece("KBIS", "2020-03-16")])).toEqual(["registration old"]);
    expect(missing(company, [...all, piece("KBIS", "2020-03-16")], true)).toEqual([]);
    expect(missing(company, [...all, piece("KBIS", "2020-03-16"), piece("KBIS")])).toEqual([]);
  });
  test("what is only usual is shown and never missing; a kind that this version does not know is none", () => {
    expect(checklistOf(company, [], TODAY, false).find(({ name }) => name === "plan")).toMatchObject({ optional: true, state: "missing" });
    expect(missing(company, [piece("KBIS_NUMERIQUE")])).toContain("registration");
  });
});

import { expect, test } from "vitest";
import { terminalWords } from "../../../../shared/i18n/terminal.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { EXIT } from "../exit-codes.ts";
import { createOutput } from "../output.ts";
import { stayedLocked } from "./command.ts";

const told = (error: CodedError, json = false) => {
  let [out, err] = ["", ""];
  const output = createOutput(json, terminalWords("en"), { write: (text) => (out += text) }, { write: (text) => (err += text) });
  return { code: stayedLocked({ out: output }, error), out, err };
};

test("[CL6] a locked folder says how to give the passphrase, and which profiles there are where one must be named", () => {
  expect(told({ code: "G1008" })).toMatchObject({ code: EXIT.locked, out: "", err: expect.stringContaining("--passphrase-stdin") });
  const several = told({ code: "G1008", params: { profiles: ["Anne Exemple", "Yann Modèle"] } });
  expect(several.err).toContain("Profiles of this folder: Anne Exemple, Yann Modèle. Name one of them with --profile");
  expect(several.err).not.toContain("--passphrase-stdin");
  expect(told({ code: "G1001" }).err).not.toContain("--passphrase-stdin");
});

test("[CL4] with --json nothing is said beside the document", () => {
  expect(told({ code: "G1008" }, true)).toMatchObject({ code: EXIT.locked, err: "", out: expect.stringContaining("G1008") });
});

test("[CL9] a refusal names its fields by their labels, each with its reason, and repeats nothing", () => {
  const error: CodedError = { code: "G2002", fields: [{ field: "amount", reason: "REQUIRED" }, { field: "borrower.turnover2019", reason: "FACT_REQUIRED" }, { field: "siren", reason: "G2002" }] };
  expect(told(error).err.split("\n").slice(1, -1)).toEqual(["  Amount requested: This field is required. Fill it in before sending.", "  Turnover excl. VAT 2019: The calculation needs this field. Fill it in before sending."]);
});

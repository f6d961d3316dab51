import { expect, test } from "vitest";
import { checkGranted } from "../../../shared/evidence/check-file.ts";
import { FORMAT, type Dossier, type History } from "../../../shared/evidence/format.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import { describeGranted, isRegistered } from "./describe-file.ts";

const id = "11111111-1111-7111-8111-111111111111";
const claims = { centre: id, epoch: id, bank: id, file: id, version: 5, changeHash: "h", number: "1-EXEMPLE", siren: "123456782", amount: 24, scheme: "PGE", grantOn: "2020-04-15", at: 1 };
const receipt = [JSON.stringify({ alg: "EdDSA", kid: "k" }), JSON.stringify(claims), new Uint8Array(64)].map((part) => Buffer.from(part).toString("base64url")).join(".");
/** As a newer centre keeps it: with fields that this version has no name for. */
const text = JSON.stringify({
  file: id, version: 9, status: "registered", createdBy: id, updatedBy: id, createdAt: 1, updatedAt: 2, conflicts: [],
  fields: { legalName: "Exemple SARL", amount: 25, greenScore: "A", ecoNote: 4 }, touched: { amount: [9, id, id], ecoNote: [8, id, id], legalName: [2, id, id] },
  registration: { number: "1-EXEMPLE", receipt, registeredAt: 1, grantOn: "2020-04-15", rules: "pge-france@1" },
});
const history: History = { format: FORMAT, source: "workstation", keys: [], centre: id, changes: [], links: [], pushes: [], unknownVersions: [1, 2] };

test("[EV9] what is derived of the file as granted is found true by whoever verifies it, fields of a newer centre among it", () => {
  const read = parseFileState(text);
  if (!read.ok || !isRegistered(read.value)) throw new Error("no registered state");
  const granted = describeGranted(read.value, history);
  expect([granted.from, granted.version, granted.fields, granted.unknown]).toEqual(["derived", 5, { legalName: "Exemple SARL", greenScore: "A" }, ["amount", "ecoNote"]]);
  expect(checkGranted({ granted } as Dossier, read.value, history)).toMatchObject({ check: "granted", outcome: "unproven", why: "partly" });
});

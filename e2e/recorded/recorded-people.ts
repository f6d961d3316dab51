import type { BankRole } from "../../shared/access/roles.ts";
import { id, type BankId, type BranchId } from "../../shared/kernel/ids.ts";
import type { DirectoryInput } from "../../sync-server/domain/directory.ts";
import { idOf, knownKey } from "./recorded-keys.ts";

export const ISSUER = "https://sign-in.recorded.example/oidc";
export const CENTRE = idOf("centre");
export const EPOCHS = { founded: idOf("epoch 1"), restored: idOf("epoch 2") } as const;
export const RECEIPT_KEY = { kid: "receipts-recorded", ...knownKey("ed25519", "receipts") };
export const SEALING_KEY = { kid: "sealed-recorded", ...knownKey("x25519", "sealing") };

export type RecordedPerson = { readonly login: string; readonly user: string; readonly bank: BankId; readonly branches: readonly { readonly id: BranchId; readonly name: string }[] };

const [bankA, bankB, bankC] = [id<BankId>(idOf("bank A")), id<BankId>(idOf("bank B")), id<BankId>(idOf("bank C"))];
const branch = (name: string) => ({ id: id<BranchId>(idOf(`branch ${name}`)), name: `Agence ${name}` });
const [a1, a2, a3, b1, b2, c1] = [branch("A1"), branch("A2"), branch("A3"), branch("B1"), branch("B2"), branch("C1")];
const at = (login: string, bank: BankId, branches: RecordedPerson["branches"]): RecordedPerson => ({ login, user: idOf(`person ${login}`), bank, branches });

/** Invented, and fixed for ever: who may be in a recording. A token is her login, so that no provider's clock has a part in it. */
export const people = {
  marie: at("marie", bankA, [a1]), paul: at("paul", bankA, [a1]), lea: at("lea", bankA, [a2]), noe: at("noe", bankA, [a3]), anna: at("anna", bankA, [a1, a2, a3]),
  ada: at("ada", bankA, [a1, a2, a3]), abel: at("abel", bankA, [a1, a2, a3]), zoe: at("zoe", bankB, [b1]), yves: at("yves", bankB, [b2]),
  cleo: at("cleo", bankC, [c1]), sol: at("sol", bankC, [c1]), aude: at("aude", bankC, []),
} as const;
/** Who runs the centre: of no bank. */
export const operators = { boss: { login: "boss", user: idOf("operator boss") }, chief: { login: "chief", user: idOf("operator chief") } } as const;

const person = ({ login, user, branches }: RecordedPerson, role: BankRole) => ({ id: user, subject: login, name: `Personne ${login}`, role, branches: branches.map((one) => one.id) });
export const directory: DirectoryInput = {
  banks: [
    {
      id: bankA, name: "Banque A", issuer: ISSUER, branches: [a1, a2, a3],
      persons: [...[people.marie, people.paul, people.lea, people.noe].map((one) => person(one, "advisor")), person(people.anna, "manager"), person(people.ada, "administrator"), person(people.abel, "administrator")],
    },
    { id: bankB, name: "Banque B", issuer: ISSUER, branches: [b1, b2], persons: [person(people.zoe, "advisor"), person(people.yves, "advisor")] },
    { id: bankC, name: "Banque C", issuer: ISSUER, branches: [{ ...c1, region: "Ouest" }], persons: [person(people.cleo, "advisor"), person(people.sol, "supervisor"), person(people.aude, "auditor")] },
  ],
  operators: Object.values(operators).map(({ login, user }) => ({ id: user, issuer: ISSUER, subject: login, name: `Personne ${login}` })),
};

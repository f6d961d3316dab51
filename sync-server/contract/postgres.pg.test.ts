import { describe, inject } from "vitest";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { openPostgresStore } from "../store/open-store.ts";
import { approvalsContract } from "./approvals-contract.ts";
import { attestationContract } from "./attestation-contract.ts";
import { historyContract } from "./history-contract.ts";
import { anchorsContract } from "./anchors-contract.ts";
import { auditContract } from "./audit-contract.ts";
import { bucketsContract } from "./buckets-contract.ts";
import { devicesContract } from "./devices-contract.ts";
import { diagnosticsContract } from "./diagnostics-contract.ts";
import { directoryContract, productionContract } from "./directory-contract.ts";
import { documentsContract } from "./documents-contract.ts";
import { erasureContract } from "./erasure-contract.ts";
import { feedContract } from "./feed-contract.ts";
import { lineContract } from "./line-contract.ts";
import { lifeContract } from "./life-contract.ts";
import { operatorContract } from "./operator-contract.ts";
import { epochContract } from "./epoch-contract.ts";
import { releasesContract } from "./releases-contract.ts";
import { peopleContract } from "./people-contract.ts";
import { policyContract } from "./policy-contract.ts";
import { proofContract } from "./proof-contract.ts";
import { quarantineContract } from "./quarantine-contract.ts";
import { recoveryKeyContract } from "./recovery-key-contract.ts";
import { registrationContract } from "./registration-contract.ts";
import { schemesContract } from "./schemes-contract.ts";
import { rightsContract } from "./rights-contract.ts";
import { sealedContract } from "./sealed-contract.ts";

const open = async () => {
  const database = await createDatabase(inject("pgUrl"));
  const store = await openPostgresStore({ url: database.url });
  return {
    store,
    close: async () => {
      await store.close();
      await database.drop();
    },
  };
};
describe("line, PostgreSQL", () => lineContract(open));
describe("feed, PostgreSQL", () => feedContract(open));
describe("documents, PostgreSQL", () => documentsContract(open));
describe("registration, PostgreSQL", () => registrationContract(open));
describe("life of a loan, PostgreSQL", () => lifeContract(open));
describe("approvals, PostgreSQL", () => approvalsContract(open));
describe("directory, PostgreSQL", () => directoryContract(open));
describe("production, PostgreSQL", () => productionContract(open));
describe("sealed, PostgreSQL", () => sealedContract(open));
describe("quarantine, PostgreSQL", () => quarantineContract(open));
describe("devices, PostgreSQL", () => devicesContract(open));
describe("diagnostics, PostgreSQL", () => diagnosticsContract(open));
describe("recovery keys, PostgreSQL", () => recoveryKeyContract(open));
describe("epoch, PostgreSQL", () => epochContract(open));
describe("proof, PostgreSQL", () => proofContract(open));
describe("policy, PostgreSQL", () => policyContract(open));
describe("releases, PostgreSQL", () => releasesContract(open));
describe("people, PostgreSQL", () => peopleContract(open));
describe("operator's desk, PostgreSQL", () => operatorContract(open));
describe("buckets, PostgreSQL", () => bucketsContract(open));
describe("attestation, PostgreSQL", () => attestationContract(open));
describe("history, PostgreSQL", () => historyContract(open));
describe("packs of rules, PostgreSQL", () => schemesContract(open));
describe("rights, PostgreSQL", () => rightsContract(open));
describe("audit, PostgreSQL", () => auditContract(open));
describe("anchors, PostgreSQL", () => anchorsContract(open));
describe("erasure, PostgreSQL", () => erasureContract(open));

import { describe } from "vitest";
import type { OpenStore } from "../testing/contract-world.ts";
import { createMemoryCentre } from "../testing/memory/memory-store.ts";
import { restorableMemory } from "../testing/memory/restorable-memory.ts";
import { approvalsContract } from "./approvals-contract.ts";
import { bucketsContract } from "./buckets-contract.ts";
import { devicesContract } from "./devices-contract.ts";
import { directoryContract, productionContract } from "./directory-contract.ts";
import { documentsContract } from "./documents-contract.ts";
import { feedContract } from "./feed-contract.ts";
import { historyContract } from "./history-contract.ts";
import { lineContract } from "./line-contract.ts";
import { lifeContract } from "./life-contract.ts";
import { operatorContract } from "./operator-contract.ts";
import { quarantineContract } from "./quarantine-contract.ts";
import { registrationContract } from "./registration-contract.ts";
import { restoreContract } from "./restore-contract.ts";
import { rightsContract } from "./rights-contract.ts";
import { sealedContract } from "./sealed-contract.ts";

/** The store of the whole-system model stands in for the two real ones: it keeps the same contracts, or the model proves nothing. */
const open: OpenStore = async () => ({ store: createMemoryCentre().connect(), close: async () => undefined });

describe("line, memory", () => lineContract(open));
describe("feed, memory", () => feedContract(open));
describe("registration, memory", () => registrationContract(open));
describe("life of a loan, memory", () => lifeContract(open));
describe("approvals, memory", () => approvalsContract(open));
describe("directory, memory", () => directoryContract(open));
describe("production, memory", () => productionContract(open));
describe("documents, memory", () => documentsContract(open));
describe("sealed, memory", () => sealedContract(open));
describe("quarantine, memory", () => quarantineContract(open));
describe("devices, memory", () => devicesContract(open));
describe("operator's desk, memory", () => operatorContract(open));
describe("restore, memory", () => restoreContract(restorableMemory));
describe("buckets, memory", () => bucketsContract(open));
describe("history, memory", () => historyContract(open));
describe("rights, memory", () => rightsContract(open));

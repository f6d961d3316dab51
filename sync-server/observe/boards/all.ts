import type { Board } from "../board.ts";
import { branchesBoard } from "./branches.ts";
import { dutiesBoard } from "./duties.ts";
import { ledgerBoard } from "./ledger.ts";
import { neighboursBoard } from "./neighbours.ts";
import { serviceBoard } from "./service.ts";

export const boards: readonly Board[] = [serviceBoard, branchesBoard, dutiesBoard, ledgerBoard, neighboursBoard];

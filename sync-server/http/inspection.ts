import {
  inspectEventsAnswerSchema, inspectEventsRequestSchema, inspectFileAnswerSchema, inspectFileRequestSchema, inspectFilesAnswerSchema, inspectFilesRequestSchema, inspectPersonAnswerSchema, inspectPersonRequestSchema, readsAnswerSchema, readsRequestSchema,
} from "../../shared/sync/inspection-messages.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route, type Route } from "./route.ts";

/** What is read by whoever keeps no workstation, and what workstations tell of readings. Each is in the audit before it is answered. */
export const inspectionRoutes = ({ inspection }: Pick<Services, "inspection">): readonly Route[] => [
  route({ method: "POST", path: "/v1/inspect/files", summary: "Files of the auditor's bank by registration number or company; each found is noted.", allow: allow("files.inspect"), parse: inspectFilesRequestSchema, answer: inspectFilesAnswerSchema, run: inspection.files }),
  route({ method: "POST", path: "/v1/inspect/file", summary: "One file of the auditor's bank with all its changes; the reading is noted.", allow: allow("files.inspect"), parse: inspectFileRequestSchema, answer: inspectFileAnswerSchema, run: inspection.file }),
  route({ method: "POST", path: "/v1/inspect/person", summary: "Which of the next files of the auditor's bank name a person; each page looked through is noted.", allow: allow("files.inspect"), parse: inspectPersonRequestSchema, answer: inspectPersonAnswerSchema, run: inspection.person }),
  route({ method: "POST", path: "/v1/inspect/events", summary: "Links of the audit of the auditor's bank, the newest first; the reading is noted.", allow: allow("files.inspect"), parse: inspectEventsRequestSchema, answer: inspectEventsAnswerSchema, run: inspection.events }),
  route({ method: "POST", path: "/v1/reads", summary: "Files that a supervisor opened at her workstation, for the audit.", allow: allow("reads.tell"), parse: readsRequestSchema, answer: readsAnswerSchema, run: inspection.noteReads }),
];

import { err } from "../../../shared/kernel/result.ts";
import type { DocumentServices } from "./document-services.ts";

const away = async () => err({ code: "G7008" as const });

/** A centre without a place for contents: the line works, documents wait on the workstations. */
export const noDocuments: DocumentServices = { begin: away, putPart: away, complete: away, find: away, read: away };

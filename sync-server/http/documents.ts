import {
  beginDocumentAnswerSchema, beginDocumentRequestSchema, completeDocumentAnswerSchema, completeDocumentRequestSchema, findDocumentAnswerSchema, findDocumentRequestSchema,
} from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route, type Route } from "./route.ts";

/** The words around contents; the bytes go by {@link registerDocumentBytes} or straight to the store. */
export const documentRoutes = ({ documents }: Pick<Services, "documents">): readonly Route[] => [
  route({
    method: "POST", path: "/v1/documents/begin", summary: "Which parts of a document's content the centre lacks, and where each goes.",
    allow: allow("files.enter"), parse: beginDocumentRequestSchema, answer: beginDocumentAnswerSchema, run: documents.begin,
  }),
  route({
    method: "POST", path: "/v1/documents/complete", summary: "Joins the parts, once they are the document that the file lists.",
    allow: allow("files.enter"), parse: completeDocumentRequestSchema, answer: completeDocumentAnswerSchema, run: documents.complete,
  }),
  route({
    method: "POST", path: "/v1/documents/find", summary: "Whether a document's content is at the centre, and where it is read by ranges.",
    allow: allow("files.read"), parse: findDocumentRequestSchema, answer: findDocumentAnswerSchema, run: documents.find,
  }),
];

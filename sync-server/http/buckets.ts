import { bucketFilesRequestSchema, bucketListAnswerSchema, bucketListRequestSchema, bucketsAnswerSchema, bucketsRequestSchema, snapshotAnswerSchema } from "../../shared/sync/protocol.ts";
import type { Services } from "../domain/services.ts";
import { allow } from "./allow.ts";
import { route, type Route } from "./route.ts";

/** A workstation compares what it holds with the centre. */
export const bucketRoutes = ({ buckets }: Pick<Services, "buckets">): readonly Route[] => [
  route({
    method: "POST",
    path: "/v1/buckets",
    summary: "The 256 hashes of what a branch holds, with the place of its feed that they belong to.",
    allow: allow("files.read"),
    isLarge: true,
    parse: bucketsRequestSchema,
    answer: bucketsAnswerSchema,
    run: buckets.hashes,
  }),
  route({
    method: "POST",
    path: "/v1/buckets/list",
    summary: "The files of some buckets with version and hash, by id.",
    allow: allow("files.read"),
    isLarge: true,
    parse: bucketListRequestSchema,
    answer: bucketListAnswerSchema,
    run: buckets.list,
  }),
  route({
    method: "POST",
    path: "/v1/buckets/files",
    summary: "Files of a branch by their ids, as they are now.",
    allow: allow("files.read"),
    isLarge: true,
    parse: bucketFilesRequestSchema,
    answer: snapshotAnswerSchema,
    run: buckets.files,
  }),
];

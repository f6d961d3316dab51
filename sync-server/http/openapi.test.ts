import { expect, test } from "vitest";
import { z } from "zod";
import { testServer } from "./testing/test-server.ts";

const documentSchema = z.object({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ summary: z.string(), security: z.array(z.unknown()), responses: z.record(z.string(), z.unknown()) }))),
});

test("every route is described, from the schemas that judge the requests", async () => {
  const { app } = await testServer();
  const document = documentSchema.parse((await app.inject("/openapi.json")).json());
  expect(Object.entries(document.paths).map(([path, methods]) => `${Object.keys(methods).join()} ${path}`).toSorted()).toEqual([
    "get /healthz", "get /readyz", "get /v1/documents/{file}/{document}", "get /v1/hello", "get /v1/me", "get /v1/news", "get /v1/verification-keys", "post /v1/absence", "post /v1/alarm", "post /v1/attestation", "post /v1/branch-keys", "post /v1/buckets", "post /v1/buckets/files", "post /v1/buckets/list",
    "post /v1/demonstration/business-date", "post /v1/devices", "post /v1/devices/decide", "post /v1/devices/erased", "post /v1/devices/mine", "post /v1/devices/order", "post /v1/devices/revoke", "post /v1/devices/withdraw", "post /v1/diagnostics/answer", "post /v1/diagnostics/ask", "post /v1/diagnostics/mine", "post /v1/diagnostics/read", "post /v1/documents/begin", "post /v1/documents/complete", "post /v1/documents/find", "post /v1/enrol", "post /v1/history",
    "post /v1/holds", "post /v1/holds/lift", "post /v1/holds/set",
    "post /v1/inspect/events", "post /v1/inspect/file", "post /v1/inspect/files", "post /v1/inspect/person", "post /v1/late-verdicts", "post /v1/missing", "post /v1/operator/act", "post /v1/operator/acts", "post /v1/operator/decide", "post /v1/operator/registrations",
    "post /v1/packs",
    "post /v1/people", "post /v1/people/branch", "post /v1/people/decide", "post /v1/people/withdraw",
    "post /v1/policy", "post /v1/policy/confirm", "post /v1/policy/propose", "post /v1/policy/withdraw", "post /v1/proof",
    "post /v1/pull", "post /v1/push",
    "post /v1/quarantine", "post /v1/quarantine/changes", "post /v1/quarantine/decide",
    "post /v1/reads",
    "post /v1/recovery-key", "post /v1/recovery-key/publish", "post /v1/recovery-key/used", "post /v1/recovery-key/withdraw",
    "post /v1/recovery/end", "post /v1/recovery/report",
    "post /v1/releases",
    "post /v1/reoffer", "post /v1/sealed", "post /v1/snapshot", "post /v1/verify", "put /v1/documents/{file}/{document}/parts/{part}",
  ]);
  const push = JSON.stringify(document.paths["/v1/push"]);
  expect(push).toContain('"maxItems":1000');
  expect(push).toContain('"format":"uuid"');
  expect(push).toContain('"G2011"');
});

test("the open routes are the five public ones and the two that a replica signs; every other asks for a token", async () => {
  const { app } = await testServer();
  const document = documentSchema.parse((await app.inject("/openapi.json")).json());
  const open = Object.entries(document.paths).filter(([, methods]) => Object.values(methods).some(({ security }) => security.length === 0));
  expect(open.map(([path]) => path).toSorted()).toEqual(["/healthz", "/readyz", "/v1/devices/erased", "/v1/devices/order", "/v1/hello", "/v1/verification-keys", "/v1/verify"]);
});

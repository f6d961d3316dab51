import { z } from "zod";
import { errorCodes } from "../../shared/kernel/error-table.ts";
import { errorAnswerSchema } from "../../shared/sync/protocol.ts";
import { allow } from "./allow.ts";
import type { Route } from "./route.ts";

type Json = { readonly [key: string]: unknown };

/**
 * The API's description, from the very schemas that judge the requests. zod writes the JSON Schema itself: OpenAPI 3.1 takes it as it is, so
 * no library stands between the two.
 */
export function describeApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: describeRoute(route) };
  paths["/v1/news"] = { get: describeNews() };
  paths["/v1/documents/{file}/{document}"] = { get: describeBytes(`A document's content, whole or one range of it, where the store gives no address of its own. For: ${allow("files.read").roles}.`, ["file", "document"]) };
  paths["/v1/documents/{file}/{document}/parts/{part}"] = { put: { ...describeBytes(`One part of a content, whose SHA-256 is its name. For: ${allow("files.enter").roles}.`, ["file", "document", "part"]), requestBody: { required: true, content: octets } } };
  return {
    openapi: "3.1.0",
    info: { title: "Guichet, central server", version, description: "Sync of lending files. Sign in at the identity provider named by /v1/hello." },
    paths,
    components: {
      schemas: { ErrorAnswer: schemaOf(errorAnswerSchema, "output") },
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

function describeRoute({ method, summary, allow: needed, input, output }: Route): Json {
  const request = schemaOf(input, "input");
  return {
    summary: needed === undefined ? summary : `${summary} For: ${needed.roles}.`,
    security: needed === undefined ? [] : [{ bearer: [] }],
    ...(method === "POST" ? { requestBody: { required: true, content: { "application/json": { schema: request } } } } : { parameters: queryOf(request) }),
    responses: { "200": { description: "Done", content: { "application/json": { schema: schemaOf(output, "output") } } }, default: errorResponse },
  };
}

const errorResponse = {
  description: "Refused or failed: a code of the catalogue.",
  content: { "application/json": { schema: { $ref: "#/components/schemas/ErrorAnswer" } } },
};

const describeNews = (): Json => ({
  summary: `Event stream: one event per commit at most, { branch, n }; event \`date\` holds { businessDate }. For: ${allow("desk.keep").roles}.`,
  security: [{ bearer: [] }],
  parameters: [{ name: "branches", in: "query", required: false, schema: { type: "string", description: "Ids joined by commas; all of one's own when absent." } }],
  responses: { "200": { description: "The stream", content: { "text/event-stream": { schema: { type: "string" } } } }, default: errorResponse },
});

const octets = { "application/octet-stream": { schema: { type: "string", format: "binary" } } };
const describeBytes = (summary: string, names: readonly string[]): Json => ({
  summary, security: [{ bearer: [] }], parameters: names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
  responses: { "200": { description: "Done", content: octets }, default: errorResponse },
});

function queryOf(schema: Json): readonly Json[] {
  const properties = schema["properties"];
  return typeof properties !== "object" || properties === null
    ? []
    : Object.entries(properties).map(([name, inner]) => ({ name, in: "query", required: false, schema: inner }));
}

/** zod cannot describe a custom check: ours are two, an id and an error code, told apart by what they accept. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type !== "custom") return;
      if (z.safeParse(zodSchema, "018f0000-0000-7000-8000-000000000000").success) Object.assign(jsonSchema, { type: "string", format: "uuid" });
      else if (z.safeParse(zodSchema, "G4001").success) Object.assign(jsonSchema, { type: "string", enum: Object.keys(errorCodes) });
    },
  });
  return described;
}

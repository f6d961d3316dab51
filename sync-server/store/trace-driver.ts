import { context, SpanKind, SpanStatusCode, trace, type Tracer } from "@opentelemetry/api";
import { sqlState, type SqlClient, type SqlDriver, type SqlValue } from "./sql.ts";

/** The beginning of a statement, which is constant: what it binds is nowhere in it. */
const LONGEST_TEXT = 200;

/** A span a transaction, from waiting for a connection to its commit, and one a statement below it. Nothing that a statement binds is told. */
export function traceDriver(driver: SqlDriver, tracer: Tracer): SqlDriver {
  const system = { "db.system.name": driver.kind };
  const client = (sql: SqlClient): SqlClient => {
    const traced = (ask: SqlClient["query"], more: string): SqlClient["query"] => async <Row>(text: string, values?: readonly SqlValue[]) => {
      const span = tracer.startSpan(`${nameOf(text)}${more}`, { kind: SpanKind.CLIENT, attributes: { ...system, "db.query.text": text.slice(0, LONGEST_TEXT) } });
      return await ask<Row>(text, values).finally(() => span.end());
    };
    return { query: traced(sql.query, ""), last: traced(sql.last, " COMMIT"), script: sql.script };
  };
  return {
    ...driver,
    transaction: async (opening, work) => {
      const span = tracer.startSpan("transaction", { kind: SpanKind.CLIENT, attributes: { ...system, "guichet.role": /ROLE (guichet_[a-z]+)/.exec(opening)?.[1] ?? "" } });
      if (!span.isRecording()) return await driver.transaction(opening, work);
      try {
        return await context.with(trace.setSpan(context.active(), span), () => driver.transaction(opening, async (sql) => {
          span.addEvent("connected");
          return await work(client(sql));
        }));
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR, message: sqlState(error) ?? "" });
        throw error;
      } finally {
        span.end();
      }
    },
  };
}

/** Verb and first table: `INSERT change`. */
const nameOf = (text: string): string => {
  const verb = /^\s*(\w+)/.exec(text)?.[1] ?? "SQL";
  const table = /\b(?:FROM|INTO|UPDATE)\s+(\w+)/i.exec(text)?.[1];
  return table === undefined ? verb : `${verb} ${table}`;
};

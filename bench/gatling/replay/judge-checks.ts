import { search } from "jmespath";
import type { Said, Spoken, Thing } from "../recording-java.ts";
import { aList, aText } from "./arguments.ts";
import type { StandInSession } from "./stand-in-session.ts";

export type Response = { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly text: string };
/** A check as it was said, and when it counts. */
export type SaidCheck = { readonly check: Thing; readonly condition: Spoken | undefined };
export type Judged = { readonly session: StandInSession; readonly fault: string | undefined };

const SCOPES = ["status", "header", "jmesPath"];
const scopeOf = ({ check }: SaidCheck): number => SCOPES.indexOf(check.calls[0]?.method ?? "");

/** As Gatling judges: status, headers, body; what one check saves, the next one sees; the first fault is told, and marks the session. */
export function judgeChecks(response: Response, checks: readonly SaidCheck[], before: StandInSession): Judged {
  let session = before;
  let fault: string | undefined;
  for (const { check, condition } of checks.toSorted((a, b) => scopeOf(a) - scopeOf(b))) {
    if (condition !== undefined && condition(session) !== true) continue;
    try {
      session = judge(response, check, session);
    } catch (error) {
      fault ??= error instanceof Error ? error.message : String(error);
    }
  }
  return { session: fault === undefined ? session : session.markAsFailed(), fault };
}

/** One check: what is looked at, then what is asked of it, then where it is kept. @throws Error, where it does not hold. */
function judge(response: Response, { calls }: Thing, before: StandInSession): StandInSession {
  let session = before;
  let found: unknown;
  let isDemanded = false;
  const demand = (holds: boolean, what: string): void => {
    isDemanded = true;
    if (!holds) throw new Error(`${String(found)} is not ${what}`);
  };
  for (const { method, args = [] } of calls) {
    const [first] = args;
    switch (method) {
      case "status": found = response.status; break;
      case "header": found = response.headers[aText(first).toLowerCase()]; break;
      case "jmesPath": found = asText(search(JSON.parse(response.text), session.expand(aText(first)))); break;
      case "ofInt": found = Number(found); break;
      case "withDefault": found ??= first; break;
      case "is": demand(found === first, String(first)); break;
      case "isEL": demand(found === session.expand(aText(first)), session.expand(aText(first))); break;
      case "in": demand(aList(first).some((one: Said) => one === found), aList(first).join(" or ")); break;
      case "gteEL": demand(Number(found) >= Number(session.expand(aText(first))), `at least ${session.expand(aText(first))}`); break;
      case "saveAs":
        if (!isDemanded) demand(found !== undefined, "there");
        session = session.set(aText(first), found);
        break;
      default: throw new Error(`nobody plays the check ${method}`);
    }
  }
  if (!isDemanded) demand(found !== undefined, "there");
  return session;
}

/** Gatling's JMESPath gives text unless told otherwise; null is nothing. */
const asText = (value: unknown): string | undefined => (value === null || value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value));

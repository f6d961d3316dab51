import { z } from "zod";
import { err, ok, type Result } from "../../shared/kernel/result.ts";

/** One known weakness of one package that the lock file holds. */
export type Advisory = { readonly id: string; readonly package: string; readonly title: string; readonly severity: string; readonly range: string; readonly paths: readonly string[] };

const viaGate = z.looseObject({ source: z.union([z.number(), z.string()]), name: z.string(), title: z.string(), url: z.string(), severity: z.string(), range: z.string() });
const reportGate = z.looseObject({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.looseObject({ name: z.string(), nodes: z.array(z.string()), via: z.array(z.union([z.string(), viaGate])) })),
});
const refusalGate = z.looseObject({ statusCode: z.number().optional(), message: z.string() });

/** What `npm audit --json` wrote. An error says in words why nothing was judged: no answer, or one that is no report. */
export function readAudit(written: string): Result<readonly Advisory[], string> {
  let said: unknown;
  try {
    said = JSON.parse(written);
  } catch {
    return err("npm gave no report");
  }
  const report = reportGate.safeParse(said);
  if (!report.success) return err(whyNone(said));
  const found = Object.values(report.data.vulnerabilities).flatMap(({ nodes, via }) => via.flatMap((each) => (typeof each === "string" ? [] : [{ id: idOf(each), package: each.name, title: each.title, severity: each.severity, range: each.range, paths: nodes }])));
  return ok(found.toSorted((a, b) => a.id.localeCompare(b.id) || a.package.localeCompare(b.package)));
}

/** GHSA-… where the advisory has an address, else the registry's own number. */
const idOf = ({ url, source }: z.infer<typeof viaGate>): string => /GHSA(-[\w]{4}){3}/.exec(url)?.[0] ?? String(source);

function whyNone(said: unknown): string {
  const refusal = refusalGate.safeParse(said);
  if (!refusal.success) return "npm gave no report";
  const { statusCode } = refusal.data;
  if (statusCode === 405 || statusCode === 404 || statusCode === 501) return `the registry answered ${statusCode}: it has no advisory service`;
  return statusCode === undefined ? "the registry can't be reached" : `the registry answered ${statusCode}`;
}

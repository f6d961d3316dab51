/** What npm writes, as it was seen, with an invented registry. */
const refusal = { message: "405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk", method: "POST", uri: "https://registry.example/-/npm/v1/security/advisories/bulk", headers: { allow: ["GET,HEAD"] }, statusCode: 405, body: "", error: { summary: "", detail: "" } };
const unreachable = { message: "request to https://registry.example/-/npm/v1/security/advisories/bulk failed, reason: connect ECONNREFUSED", error: { summary: "", detail: "" } };
const counts = (total: number) => ({ vulnerabilities: { info: 0, low: 0, moderate: 0, high: total, critical: 0, total }, dependencies: { prod: 1, dev: 700, optional: 60, peer: 0, peerOptional: 0, total: 701 } });

const clean = { auditReportVersion: 2, vulnerabilities: {}, metadata: counts(0) };
/** One weak package, and another that is named only because it holds the first. */
const weak = {
  auditReportVersion: 2,
  vulnerabilities: {
    minimatch: { name: "minimatch", severity: "high", isDirect: false, via: [{ source: 1_091_081, name: "minimatch", dependency: "minimatch", title: "A pattern that takes too long", url: "https://advisories.example/GHSA-f8q6-p94x-37v3", severity: "high", cwe: ["CWE-400"], cvss: { score: 7.5, vectorString: null }, range: "<3.0.5" }], effects: ["holder"], range: "<3.0.5", nodes: ["node_modules/a/node_modules/minimatch"], fixAvailable: true },
    holder: { name: "holder", severity: "high", isDirect: true, via: ["minimatch"], effects: [], range: "*", nodes: ["node_modules/holder"], fixAvailable: true },
  },
  metadata: counts(2),
};

export const answers = { refusal, unreachable, clean, weak } as const;
export const asWritten = (name: keyof typeof answers): string => JSON.stringify(answers[name]);

/** `npm view electron time --json`, shortened. */
export const electronTimes = JSON.stringify({
  created: "2013-05-01T00:00:00.000Z", modified: "2026-11-24T20:36:15.000Z", "43.8.12": "2026-11-19T00:11:34Z", "44.11.5": "2026-11-19T00:45:49Z",
  "45.4.1": "2026-11-19T02:04:13Z", "45.5.0": "2026-11-24T20:36:15Z", "46.0.0-beta.3": "2026-11-20T00:00:00Z", "46.0.0-nightly.20261101": "2026-11-01T00:00:00Z", "45.4.0-alpha.1": "2026-11-10T00:00:00Z",
});

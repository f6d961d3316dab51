import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PATIENCE_MS } from "../../sync-server/store/run-step.ts";
import { rollBack, restart, rollOut, type Kubectl, type Powers } from "./roll-out.ts";

/** A cluster in which what is listed goes wrong; it tells what it was asked, and which revision is wanted. */
function cluster({ fails = [], migration = "Complete", before = "7", answers = () => true }: { readonly fails?: readonly RegExp[]; readonly migration?: string; readonly before?: string; readonly answers?: (revision: string) => boolean } = {}) {
  const asked: string[] = [];
  let revision = before;
  const kubectl: Kubectl = async (args) => {
    const line = args.join(" ");
    asked.push(line);
    if (fails.some((pattern) => pattern.test(`${revision} ${line}`))) return { code: 1, out: "" };
    if (line.includes("30-server")) revision = "new";
    const back = /--to-revision=(\w+)/.exec(line)?.[1];
    if (back !== undefined) revision = back;
    return { code: 0, out: line.startsWith("get job/") ? migration : line.startsWith("get deployment/") ? before : "" };
  };
  const powers: Powers = { kubectl, isReady: async () => answers(revision), pause: async () => {}, say: () => {} };
  return { asked, powers, revision: () => revision };
}
const given = { manifests: "m", migration: "guichet-migrate-1", patience: 20 };

test("settings, migration, servers, in this order; then the address answers", async () => {
  const { asked, powers } = cluster();
  expect(await rollOut(given, powers)).toEqual({ kind: "deployed" });
  expect(asked.map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual(["apply -f m/10-settings.yaml", "apply -f m/20-migration.yaml", "get job/guichet-migrate-1 -o", "get deployment/guichet-server --ignore-not-found", "apply -f m/30-server.yaml", "rollout status deployment/guichet-server"]);
});

test.each([
  ["the settings are refused", { fails: [/10-settings/] }],
  ["the migration fails", { migration: "FailureTarget Failed" }],
  ["the migration never ends", { migration: "" }],
  ["the cluster does not say what runs", { fails: [/get deployment/] }],
])("the servers are not touched when %s", async (_says, fault) => {
  const { asked, powers } = cluster(fault);
  expect(await rollOut(given, powers)).toMatchObject({ kind: "refused" });
  expect(asked.join("\n")).not.toMatch(/30-server|undo/);
});

test.each([
  ["are refused", { fails: [/30-server/] }],
  ["never become ready", { fails: [/new rollout status/] }],
  ["are ready for the cluster and answer nobody", { answers: (revision: string) => revision !== "new" }],
])("the revision before comes back by itself when the new servers %s", async (_says, fault) => {
  const { asked, powers, revision } = cluster(fault);
  expect(await rollOut(given, powers)).toMatchObject({ kind: "rolled-back" });
  expect(asked).toContain("rollout undo deployment/guichet-server --to-revision=7");
  expect(revision()).toBe("7");
});

test("servers that answer now and then are not taken for good ones", async () => {
  let count = 0;
  const { powers } = cluster({ answers: (revision) => revision !== "new" || (count += 1) % 4 !== 0 });
  expect(await rollOut(given, powers)).toMatchObject({ kind: "rolled-back" });
});

test("a person is called when nothing was before, or when that does not come back either", async () => {
  expect(await rollOut(given, cluster({ before: "", fails: [/new rollout status/] }).powers)).toMatchObject({ kind: "broken" });
  expect(await rollOut(given, cluster({ answers: () => false }).powers)).toMatchObject({ kind: "broken" });
});

test("going back and restarting are waited for, and fail aloud", async () => {
  expect(await rollBack(20, cluster().powers)).toMatchObject({ kind: "rolled-back" });
  expect(await rollBack(20, cluster({ fails: [/rollout undo/] }).powers)).toMatchObject({ kind: "broken" });
  expect(await restart(20, cluster().powers)).toEqual({ kind: "deployed" });
  expect(await restart(20, cluster({ answers: () => false }).powers)).toMatchObject({ kind: "broken" });
});

test("a migration that waits for its tables gives up, and says why, before the deployment does", () => {
  const source = readFileSync(new URL("main.ts", import.meta.url), "utf8");
  expect(Number(/patience: \{ type: "string", default: "(\d+)" \}/.exec(source)?.[1]) * 1_000).toBeGreaterThan(PATIENCE_MS);
});

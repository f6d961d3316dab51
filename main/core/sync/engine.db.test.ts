import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import type { CoreDeps } from "../deps.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import type { Core } from "../core.ts";
import { advisor, BRANCH, EPOCH, OTHER_BRANCH, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { importTable } from "../test-support/import-text.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { COMPLETE, newFile, openAgain, openFile, openFirstTime, settled, temporaryFolder, testDeps, type, until } from "../test-support/open-core.ts";

let centre: FakeCentre;
let refusal: CodedError | undefined;
const undo: (() => unknown)[] = [];

beforeEach(async () => {
  refusal = undefined;
  centre = await startFakeCentre(createPureCentre(() => refusal));
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  await centre.close();
});

type Person = { readonly core: Core; readonly deps: CoreDeps };
async function person(login: string, over: Partial<CoreDeps> = {}): Promise<Person> {
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const deps = testDeps(folder.dir, centre.url, over);
  const core = await openFirstTime(deps, login);
  undo.push(() => core.close());
  await settled(core);
  return { core, deps };
}
const list = async ({ core }: Person, filter: "all" | "to-settle" | "waiting" | "draft" | "registered" = "all") =>
  (await core.handlers["files.list"]({ search: "", filter, sort: "recent", offset: 0, limit: 50 })).rows;
const sealed = async ({ core }: Person, file: Awaited<ReturnType<typeof newFile>>): Promise<void> => {
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  await settled(core);
};
const has = async ({ core }: Person, file: Awaited<ReturnType<typeof newFile>>, version: number): Promise<void> =>
  await until(`version ${version} arrives`, async () => {
    const opened = await core.handlers["files.open"]({ file });
    return opened.ok && opened.value.version >= version;
  });

test("[SY34] a key that the centre made since the greeting is asked for once, when a receipt of it comes", async () => {
  centre.hello = { receiptKeys: [] };
  const anne = await person("anne");
  const hellos = () => centre.heard.filter(({ path }) => path === "/v1/hello").length;
  const before = hellos();
  centre.hello = {};
  for (let i = 0; i < 2; i += 1) {
    const file = await newFile(anne.core);
    await sealed(anne, file);
    unwrap(await anne.core.handlers["files.submit"]({ file, seenVersion: 1 }), "submit");
    await settled(anne.core);
    await has(anne, file, 2);
  }
  await until("its keys are known", async () => (await anne.core.handlers["app.info"](undefined)).centre?.receiptKeys.length === 1);
  expect(hellos()).toBe(before + 1);
});

describe("two advisors of a branch", () => {
  test("[SY45] what one seals, the other sees without asking", async () => {
    const [anne, bruno] = [await person("anne"), await person("bruno")];
    const file = await newFile(anne.core);
    await sealed(anne, file);
    await has(bruno, file, 1);
    expect(await list(bruno)).toMatchObject([{ file, name: COMPLETE.legalName, advisor: "Conseillère anne", status: "ready", place: { kind: "centre" } }]);
  });

  test("[SY12] different fields edited in two places merge", async () => {
    const [anne, bruno] = [await person("anne"), await person("bruno")];
    const file = await newFile(anne.core);
    await sealed(anne, file);
    await has(bruno, file, 1);
    await type(anne.core, file, { city: "Rennes" });
    await type(bruno.core, file, { tradeName: "Les Écluses" });
    await sealed(anne, file);
    await sealed(bruno, file);
    for (const each of [anne, bruno]) {
      await has(each, file, 3);
      expect(await openFile(each.core, file)).toMatchObject({ fields: { city: "Rennes", tradeName: "Les Écluses" }, conflicts: [] });
    }
  });

  test("[SY13] [SY15] the same field edited in two places is a conflict, seen by both, settled by one", async () => {
    const [anne, bruno] = [await person("anne"), await person("bruno")];
    const file = await newFile(anne.core);
    await sealed(anne, file);
    await has(bruno, file, 1);
    centre.mischief = () => "cut";
    await type(anne.core, file, { amount: 10_000_000 });
    await type(bruno.core, file, { amount: 15_000_000 });
    for (const each of [anne, bruno]) unwrap(await each.core.handlers["files.seal"]({ file }), "seal");
    centre.mischief = () => "go-on";
    await settled(anne.core);
    await settled(bruno.core);
    await has(anne, file, 3);
    for (const each of [anne, bruno]) {
      const view = await openFile(each.core, file);
      expect(view).toMatchObject({ status: "to-settle", fields: { amount: 10_000_000 }, conflicts: [{ field: "amount", base: 20_000_000, theirs: 10_000_000, mine: 15_000_000, mineBy: "bruno" }] });
      expect(await each.core.handlers["files.submit"]({ file, seenVersion: view.version })).toMatchObject({ ok: false, error: { code: "G2007" } });
    }
    // Either of them may choose: the number beside "to settle" is what its list shows, on both desks.
    for (const { core } of [anne, bruno]) expect((await core.handlers["sync.status"](undefined)).toSettle).toBe(1);
    const wrong = await anne.core.handlers["files.settle"]({ file, field: "amount", expected: 15_000_000, value: 1 });
    expect(wrong).toMatchObject({ ok: false, error: { code: "G2001" } });
    unwrap(await anne.core.handlers["files.settle"]({ file, field: "amount", expected: 10_000_000, value: 15_000_000 }), "settle");
    await settled(anne.core);
    await has(bruno, file, 4);
    expect(await openFile(bruno.core, file)).toMatchObject({ status: "ready", conflicts: [], fields: { amount: 15_000_000 } });
  });

  test("[SY18] an edit that meets a submitted file is kept as a proposed amendment", async () => {
    const [anne, bruno] = [await person("anne"), await person("bruno")];
    const file = await newFile(anne.core);
    await sealed(anne, file);
    await has(bruno, file, 1);
    let isCut = true;
    centre.mischief = (_path, request) => (isCut && centre.provider.whoHas(request.headers.authorization) === "bruno" ? "cut" : "go-on");
    await type(bruno.core, file, { amount: 19_000_000 });
    unwrap(await bruno.core.handlers["files.seal"]({ file }), "seal");
    unwrap(await anne.core.handlers["files.submit"]({ file, seenVersion: 1 }), "submit");
    await settled(anne.core);
    isCut = false;
    await settled(bruno.core);
    await has(bruno, file, 2);
    const view = await openFile(bruno.core, file);
    expect(view).toMatchObject({ status: "registered", fields: { amount: 20_000_000 }, amendments: [{ field: "amount", value: 19_000_000 }], editable: false, refusal: undefined });
    expect(await bruno.core.handlers["sync.waiting"]({ limit: 10 })).toEqual([]);
    expect(await bruno.core.handlers["files.saveField"]({ file, field: "city", value: "Rennes" })).toMatchObject({ ok: false, error: { code: "G2006" } });
  });

  test("a second live file for the same company is told", async () => {
    const [anne, bruno] = [await person("anne"), await person("bruno")];
    const first = await newFile(anne.core);
    await sealed(anne, first);
    await has(bruno, first, 1);
    const second = await newFile(bruno.core, { siren: COMPLETE.siren });
    expect((await openFile(bruno.core, second)).duplicates).toMatchObject([{ file: first, name: COMPLETE.legalName, advisor: "Conseillère anne" }]);
  });

  test("[WS11] [SY44] a file that leaves the branch leaves the device, once what is pending in it is settled", async () => {
    const [anne, bruno] = [await person("anne"), await person("bruno")];
    const file = await newFile(anne.core);
    await sealed(anne, file);
    await has(bruno, file, 1);
    await type(bruno.core, file, { city: "Brest" });
    centre.pure.move(file, OTHER_BRANCH);
    centre.publish(BRANCH);
    await until("anne's copy is gone", async () => !(await anne.core.handlers["files.open"]({ file })).ok);
    await until("bruno's is closed", async () => !(await openFile(bruno.core, file)).editable);
    expect(await openFile(bruno.core, file)).toMatchObject({ fields: { city: "Brest" } });
    unwrap(await bruno.core.handlers["files.seal"]({ file }), "seal");
    await until("bruno's copy is gone", async () => !(await bruno.core.handlers["files.open"]({ file })).ok);
  });
});

describe("a refusal", () => {
  test("[SY20] [SY22] of a submission stays with the advisor, who mends and sends again", async () => {
    const anne = await person("anne");
    const file = await newFile(anne.core);
    refusal = { code: "G2004", fields: [{ field: "amount", reason: "PLAFOND_DEPASSE" }], params: { available: 100 } };
    unwrap(await anne.core.handlers["files.submit"]({ file, seenVersion: 0 }), "submit");
    expect((await openFile(anne.core, file)).status).toBe("waiting");
    await settled(anne.core);
    await has(anne, file, 2);
    expect(await openFile(anne.core, file)).toMatchObject({ status: "refused", editable: true, refusal: { code: "G2004", fields: [{ field: "amount", reason: "PLAFOND_DEPASSE" }] } });
    expect(await list(anne, "to-settle")).toMatchObject([{ file, next: "mend" }]);
    expect(await anne.core.handlers["sync.waiting"]({ limit: 5 })).toMatchObject([{ file, kind: "submitted", state: "refused", error: { code: "G2004" } }]);
    await type(anne.core, file, { amount: 5_000_000 });
    refusal = undefined;
    const seenVersion = (await openFile(anne.core, file)).version;
    unwrap(await anne.core.handlers["files.submit"]({ file, seenVersion }), "submit again");
    await settled(anne.core);
    await has(anne, file, 4);
    expect(await openFile(anne.core, file)).toMatchObject({ status: "registered", fields: { amount: 5_000_000 }, refusal: undefined, registration: { number: expect.any(String) } });
    expect(await anne.core.handlers["sync.waiting"]({ limit: 5 })).toEqual([]);
  });

  test("[SY20] [SY21] what was sealed behind it is skipped, kept, shown, and goes again with the mending", async () => {
    const anne = await person("anne");
    const other = await newFile(anne.core, { siren: "552100554", legalName: "Autre" });
    const file = await newFile(anne.core);
    refusal = { code: "G2003" };
    centre.mischief = () => "cut";
    unwrap(await anne.core.handlers["files.submit"]({ file, seenVersion: 0 }), "submit");
    // Behind the submission, in the same line, before its answer is known: as a second window or an import would.
    centre.mischief = (path) => (path === "/v1/push" ? "cut-after" : "go-on");
    await anne.core.handlers["sync.now"](undefined);
    centre.mischief = () => "go-on";
    unwrap(await anne.core.handlers["files.seal"]({ file: other }), "seal");
    await settled(anne.core);
    expect(centre.pure.files().get(other)?.fields.legalName).toBe("Autre");
    expect(await openFile(anne.core, file)).toMatchObject({ status: "refused", refusal: { code: "G2003" } });
    refusal = undefined;
    await type(anne.core, file, { city: "Nantes" });
    unwrap(await anne.core.handlers["files.submit"]({ file, seenVersion: (await openFile(anne.core, file)).version }), "again");
    await settled(anne.core);
    await until("registered", async () => (await openFile(anne.core, file)).status === "registered");
    expect(centre.pure.files().get(file)).toMatchObject({ status: "registered", fields: { city: "Nantes" } });
  });

  test("[WS11] what was skipped in a file that has left the branch is told, and goes with the next entry once the file is back", async () => {
    const [anne, bruno] = [await person("anne"), await person("bruno")];
    const file = await newFile(anne.core);
    await sealed(anne, file);
    await has(bruno, file, 1);
    centre.mischief = () => "cut";
    await type(anne.core, file, { amount: 10_000_000 });
    await type(bruno.core, file, { amount: 15_000_000 });
    for (const each of [anne, bruno]) unwrap(await each.core.handlers["files.seal"]({ file }), "seal");
    centre.mischief = () => "go-on";
    await settled(anne.core);
    await settled(bruno.core);
    await has(anne, file, 3);
    // Both choose; hers is first, and what he typed behind his is skipped, in a file that is elsewhere by then.
    let isCut = true;
    centre.mischief = (_path, request) => (isCut && centre.provider.whoHas(request.headers.authorization) === "bruno" ? "cut" : "go-on");
    unwrap(await bruno.core.handlers["files.settle"]({ file, field: "amount", expected: 10_000_000, value: 15_000_000 }), "settle");
    await type(bruno.core, file, { city: "Brest" });
    unwrap(await bruno.core.handlers["files.seal"]({ file }), "seal");
    unwrap(await anne.core.handlers["files.settle"]({ file, field: "amount", expected: 10_000_000, value: 10_500_000 }), "settle");
    await settled(anne.core);
    isCut = false;
    centre.mischief = (path) => (path === "/v1/pull" ? "cut" : "go-on");
    await until("both are answered", async () => {
      await bruno.core.handlers["sync.now"](undefined);
      return (await bruno.core.handlers["sync.waiting"]({ limit: 5 })).map(({ state }) => state).join() === "refused,skipped";
    });
    centre.pure.move(file, OTHER_BRANCH);
    centre.mischief = () => "go-on";
    centre.publish(BRANCH);
    await until("bruno's copy is gone", async () => !(await bruno.core.handlers["files.open"]({ file })).ok);
    expect(await bruno.core.handlers["sync.waiting"]({ limit: 5 })).toMatchObject([{ file, kind: "settled", error: { code: "G2008" } }, { file, kind: "edited", state: "skipped", error: { code: "G2008" } }]);
    expect((await bruno.core.handlers["inbox.list"]({ offset: 0, limit: 10 })).entries).toMatchObject([{ kind: "left-work", file, name: COMPLETE.legalName, count: 2 }]);
    await until("its number is told", async () => (await bruno.core.handlers["sync.status"](undefined)).inbox === 1);

    centre.pure.move(file, BRANCH);
    centre.publish(BRANCH);
    await until("it is back", async () => (await bruno.core.handlers["files.open"]({ file })).ok);
    expect(await openFile(bruno.core, file)).toMatchObject({ fields: { city: "Brest", amount: 10_500_000 }, pending: ["city"] });
    await type(bruno.core, file, { tradeName: "Les Écluses" });
    await sealed(bruno, file);
    await until("anne sees it", async () => (await openFile(anne.core, file)).fields.city === "Brest");
    expect(await bruno.core.handlers["sync.waiting"]({ limit: 5 })).toEqual([]);
  });
});

describe("the line to the centre", () => {
  test("an answer lost on the way back is asked again, and nothing happens twice", async () => {
    const anne = await person("anne");
    centre.mischief = (path) => (path === "/v1/push" ? "cut-after" : "go-on");
    const file = await newFile(anne.core);
    unwrap(await anne.core.handlers["files.seal"]({ file }), "seal");
    await until("the centre has it", () => centre.pure.files().has(file));
    expect((await openFile(anne.core, file)).place.kind).toBe("here-only");
    centre.mischief = () => "go-on";
    await settled(anne.core);
    expect(centre.pure.decided()).toBe(1);
    expect((await openFile(anne.core, file)).place.kind).toBe("centre");
  });

  test("[WS14] bodies go zstd, then gzip where a proxy refuses it", async () => {
    const anne = await person("anne");
    centre.mischief = (_path, request, response) => {
      if (request.headers["content-encoding"] !== "zstd") return "go-on";
      response.writeHead(415, { "content-type": "text/html" }).end("<h1>Unsupported</h1>");
      return "answered";
    };
    const text = ["siren;raison sociale", ...Array.from({ length: 40 }, (_, i) => `;Entreprise ${i}`)].join("\n");
    expect((await importTable(anne.core, text)).counts).toMatchObject({ taken: 40, faulty: 0 });
    await settled(anne.core);
    const pushes = centre.heard.filter(({ path }) => path === "/v1/push").map(({ encoding }) => encoding);
    expect(pushes.slice(0, 2)).toEqual(["zstd", "gzip"]);
    expect(pushes.slice(2)).not.toContain("zstd");
    expect(centre.pure.files().size).toBe(40);
  });

  test("[WS7] Retry-After is waited for, and told", async () => {
    const anne = await person("anne");
    let refusals = 0;
    centre.mischief = (path, _request, response) => {
      if (path !== "/v1/push" || refusals > 0) return "go-on";
      refusals += 1;
      response.writeHead(503, { "retry-after": "2", "content-type": "application/json" }).end(JSON.stringify({ code: "G5002", params: {}, fields: [], request: "r" }));
      return "answered";
    };
    const file = await newFile(anne.core);
    const startedAt = Date.now();
    unwrap(await anne.core.handlers["files.seal"]({ file }), "seal");
    const told: SyncStatus[] = [];
    await until("told", async () => {
      told.push(await anne.core.handlers["sync.status"](undefined));
      return told.at(-1)?.kind === "offline";
    });
    expect(told.at(-1)).toMatchObject({ waiting: 1, error: { code: "G5002" }, nextTryAt: expect.any(Number) });
    await until("sent", () => centre.pure.files().has(file));
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(2_000);
  });

  test("[WS8] a token that is over is refreshed and rotated once; a refresh refused asks to sign in again, and work goes on", async () => {
    const anne = await person("anne");
    centre.provider.expireAccess();
    const file = await newFile(anne.core);
    await sealed(anne, file);
    expect(centre.provider.refreshes()).toBe(1);
    centre.provider.revoke();
    await type(anne.core, file, { city: "Rennes" });
    unwrap(await anne.core.handlers["files.seal"]({ file }), "seal");
    await until("signed out", async () => (await anne.core.handlers["sync.status"](undefined)).kind === "signed-out");
    expect(await anne.core.handlers["session.demonstrationSignIn"]({ login: "bruno" })).toEqual({ ok: false, error: { code: "G3007" } });
    await type(anne.core, file, { postalCode: "35000" });
    unwrap(await anne.core.handlers["session.demonstrationSignIn"]({ login: "anne" }), "sign in again");
    unwrap(await anne.core.handlers["files.seal"]({ file }), "seal");
    await settled(anne.core);
    expect(centre.pure.files().get(file)?.fields).toMatchObject({ city: "Rennes", postalCode: "35000" });
  });

  test("a sign-in without the second factor that is now demanded: she is asked to sign in with it, told why, and what waits leaves then", async () => {
    const anne = await person("anne");
    const demand: typeof centre.mischief = (path, _request, response) => {
      if (path.startsWith("/oidc") || path === "/v1/hello") return "go-on";
      response.writeHead(401, { "content-type": "application/json" }).end(JSON.stringify({ code: "G3008", params: {}, fields: [], request: "r" }));
      return "answered";
    };
    centre.mischief = demand;
    const file = await newFile(anne.core);
    unwrap(await anne.core.handlers["files.seal"]({ file }), "seal");
    await until("signed out", async () => (await anne.core.handlers["sync.status"](undefined)).kind === "signed-out");
    expect(await anne.core.handlers["sync.status"](undefined)).toMatchObject({ kind: "signed-out", waiting: 1, error: { code: "G3008" } });
    expect((await anne.core.handlers["inbox.list"]({ offset: 0, limit: 50 })).entries).toContainEqual(expect.objectContaining({ kind: "signed-out", error: expect.objectContaining({ code: "G3008" }) }));
    expect(await anne.core.handlers["session.demonstrationSignIn"]({ login: "anne" })).toMatchObject({ ok: false, error: { code: "G3008" } });
    centre.mischief = () => "go-on";
    unwrap(await anne.core.handlers["session.demonstrationSignIn"]({ login: "anne" }), "with it");
    expect((await settled(anne.core)).error).toBeUndefined();
    expect(centre.pure.files().has(file)).toBe(true);
  });

  test.each([
    ["another epoch that is no newer", { epoch: { n: 1, id: "99999999-9999-7999-8999-999999999999" } }, "G4011"],
    ["another centre", { centre: "99999999-9999-7999-8999-999999999999" }, "G4011"],
    ["a centre that asks for a newer version", { minProtocol: 2, protocol: 2 }, "G4010"],
  ] as const)("[WS9] %s stops the exchange, merges nothing, and keeps the work", async (_what, hello, code) => {
    const { deps, core } = await person("anne");
    const file = await newFile(core);
    unwrap(await core.handlers["files.seal"]({ file }), "seal");
    await settled(core);
    await core.close();
    centre.hello = hello;
    const again = await openAgain(deps);
    undo.push(() => again.close());
    await until("stopped", async () => (await again.handlers["sync.status"](undefined)).kind === "stopped");
    expect(await again.handlers["sync.status"](undefined)).toMatchObject({ kind: "stopped", error: { code } });
    await type(again, file, { city: "Rennes" });
    unwrap(await again.handlers["files.seal"]({ file }), "seal");
    expect(await openFile(again, file)).toMatchObject({ fields: { city: "Rennes" }, place: { kind: "here-only", changes: 1 } });
    expect(centre.pure.files().get(file)?.version).toBe(1);
  });

  test.each([[0, "G4011"], [9, "G4009"]] as const)("[WS9] of a centre that has %i changes of a line of one, no page is taken in: the work of that line stays in sight", async (have, code) => {
    const [anne, bruno] = [await person("anne"), await person("bruno")];
    const file = await newFile(anne.core);
    await sealed(anne, file);
    await has(bruno, file, 1);
    await type(bruno.core, file, { city: "Rennes" });
    await sealed(bruno, file);
    await has(anne, file, 2);
    // As put back to a backup and grown again: bruno's line is another there, and the file has gone another way.
    centre.mischief = (path, request, response) => {
      if (path !== "/v1/pull" || centre.provider.whoHas(request.headers.authorization) !== "bruno") return "go-on";
      const end = response.end.bind(response);
      response.end = ((text: string) => end(JSON.stringify({ ...JSON.parse(text), have }))) as typeof response.end;
      return "go-on";
    };
    await type(anne.core, file, { city: "Rouen" });
    await sealed(anne, file);
    await until("stopped", async () => (await bruno.core.handlers["sync.status"](undefined)).kind === "stopped");
    expect(await bruno.core.handlers["sync.status"](undefined)).toMatchObject({ kind: "stopped", error: { code } });
    expect(await openFile(bruno.core, file)).toMatchObject({ version: 2, fields: { city: "Rennes" } });
  });

  test("[SY47] of a centre whose feed ends before the place followed, nothing is taken in: everything stops, and the centre is told", async () => {
    const [anne, bruno] = [await person("anne"), await person("bruno")];
    const file = await newFile(anne.core);
    await sealed(anne, file);
    await has(bruno, file, 1);
    // As put back to a backup of before: bruno sent nothing, so his line says nothing of it.
    centre.mischief = (path, request, response) => {
      if (path !== "/v1/pull" || centre.provider.whoHas(request.headers.authorization) !== "bruno") return "go-on";
      const end = response.end.bind(response);
      response.end = ((text: string) => {
        const answer = JSON.parse(text);
        return end(JSON.stringify({ ...answer, feeds: answer.feeds.map((feed: object) => ({ ...feed, n: 0, entries: [], more: false })) }));
      }) as typeof response.end;
      return "go-on";
    };
    await type(anne.core, file, { city: "Rouen" });
    await sealed(anne, file);
    await until("stopped", async () => (await bruno.core.handlers["sync.status"](undefined)).kind === "stopped");
    expect(await bruno.core.handlers["sync.status"](undefined)).toMatchObject({ kind: "stopped", error: { code: "G4011", params: { have: 0, known: 1 } } });
    expect(await openFile(bruno.core, file)).toMatchObject({ version: 1 });
    await until("told", async () => centre.alarms.length > 0);
    expect(centre.alarms).toMatchObject([{ kind: "feed-ahead", have: 0, known: 1 }]);
  });

  test("[SY58] what was refused late is shown as any refusal, and told again it changes nothing more", async () => {
    centre.hello = { epoch: { n: 2, id: EPOCH } };
    const anne = await person("anne");
    const file = await newFile(anne.core);
    await sealed(anne, file);
    await type(anne.core, file, { city: "Rennes" });
    await sealed(anne, file);
    expect(await openFile(anne.core, file)).toMatchObject({ status: "ready", refusal: undefined });
    centre.late = [{ seq: 2, verdict: { kind: "refused", code: "G2001", fields: [{ field: "city", reason: "changed-since" }], params: {} } }];
    for (const round of ["first", "again"]) {
      await anne.core.close();
      const core = await openAgain(anne.deps);
      undo.push(() => core.close());
      await settled(core);
      const refused = { status: "refused", refusal: { code: "G2001", fields: [{ field: "city" }] }, fields: { city: "Rennes" } };
      expect(await openFile(core, file), round).toMatchObject(round === "first" ? refused : { status: "ready", refusal: undefined, fields: { city: "Brest" } });
      if (round === "again") break;
      await type(core, file, { city: "Brest" });
      unwrap(await core.handlers["files.seal"]({ file }), "seal");
      await settled(core);
      await core.close();
    }
  });

  test("[WS10] a state that is not what its hash says is not taken in", async () => {
    const anne = await person("anne");
    const file = await newFile(anne.core);
    await sealed(anne, file);
    const bruno = await person("bruno");
    await has(bruno, file, 1);
    await type(anne.core, file, { city: "Rennes" });
    centre.mischief = (path, request, response) => {
      if (path !== "/v1/pull" || centre.provider.whoHas(request.headers.authorization) !== "bruno") return "go-on";
      const end = response.end.bind(response);
      response.end = ((text: string) => end(text.replaceAll("Rennes", "Rouen!"))) as typeof response.end;
      return "go-on";
    };
    await sealed(anne, file);
    await until("noticed", async () => (await bruno.core.handlers["sync.status"](undefined)).error?.code === "G5005");
    expect(await openFile(bruno.core, file)).toMatchObject({ version: 1 });
  });

  test("a clock more than two minutes off is told", async () => {
    const anne = await person("anne", { now: () => Date.now() + 200_000 });
    const { clockOffMs } = await anne.core.handlers["app.info"](undefined);
    expect(Math.round((clockOffMs ?? 0) / 10_000)).toBe(20);
  });

  test("without an event stream, polling brings what others did", async () => {
    centre.mischief = (path) => (path === "/v1/news" ? "cut" : "go-on");
    const [anne, bruno] = [await person("anne"), await person("bruno")];
    const file = await newFile(anne.core);
    await sealed(anne, file);
    // Asked for, or by itself in the meantime: a poll under way may have begun before the file was there, so the next one counts too.
    await bruno.core.handlers["sync.now"](undefined);
    await has(bruno, file, 1);
  });

  test("[WS11] a branch taken from her goes from her device; one given to her is copied", async () => {
    const anne = await person("anne");
    const file = await newFile(anne.core);
    await sealed(anne, file);
    centre.people.set("bruno", advisor("bruno", [OTHER_BRANCH]));
    const bruno = await person("bruno");
    expect(await list(bruno)).toEqual([]);
    await bruno.core.close();
    centre.people.set("bruno", advisor("bruno", [BRANCH]));
    const again = await openAgain(bruno.deps);
    undo.push(() => again.close());
    await has({ core: again, deps: bruno.deps }, file, 1);
    expect(await list({ core: again, deps: bruno.deps })).toMatchObject([{ file }]);
  });

  test("the business date of the centre is heard, kept offline, and may be changed in a demonstration", async () => {
    const { core, deps } = await person("anne");
    unwrap(await core.handlers["demonstration.setBusinessDate"]({ businessDate: "2020-06-02" }), "set");
    for (const businessDate of ["1899-12-31", "2019-12-31", "2030-01-01", "9999-12-31"]) {
      expect(await core.handlers["demonstration.setBusinessDate"]({ businessDate })).toMatchObject({ ok: false, error: { code: "G4001", fields: [{ reason: "BUSINESS_DATE_RANGE" }], params: { first: "2020-01-01", last: "2029-12-31" } } });
    }
    expect((await core.handlers["app.info"](undefined)).businessDate).toBe("2020-06-02");
    await core.close();
    const url = deps.serverUrl;
    await centre.close();
    const again = await openAgain(deps);
    undo.push(() => again.close());
    expect((await again.handlers["app.info"](undefined)).businessDate).toBe("2020-06-02");
    centre = await startFakeCentre(centre.pure, Number(new URL(url).port));
  });
});

import { afterEach, beforeEach, expect, test } from "vitest";
import type { PaperOrder } from "../../../shared/bridge/paper-order.ts";
import type { PaperMade } from "../../../shared/bridge/paper-views.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { createCore, type Core } from "../core.ts";
import { BRANCH, startFakeCentre, type FakeCentre } from "../test-support/fake-centre.ts";
import { newFile, openFile, openFirstTime, settled, temporaryFolder, testDeps, type, until } from "../test-support/open-core.ts";
import { readPaper } from "../../../paper/test-support/read-paper.ts";

let centre: FakeCentre;
let folder: ReturnType<typeof temporaryFolder>;
const cores: Core[] = [];
const keep = (core: Core): Core => {
  cores.push(core);
  return core;
};
beforeEach(async () => {
  centre = await startFakeCentre();
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const core of cores.splice(0)) await core.close();
  await centre.close();
  folder.remove();
});

const make = async (core: Core, order: PaperOrder): Promise<PaperMade> => unwrap(await core.handlers["paper.make"](order), order.paper);
const textOf = async ({ bytes }: PaperMade): Promise<string> => (await readPaper(Buffer.from(bytes, "base64"))).pages.map(({ shown }) => shown).join("\n").replaceAll(/\s+/g, " ");
const letterOf = (file: FileId): PaperOrder => ({ paper: "refusal", file, refusal: { kind: "loan", reason: "La trésorerie présentée ne permet pas de rembourser.", decidedOn: legalDate("2020-05-15"), signatory: { name: "Mme Directrice" } } });

test("a file is printed with the centre away and before anything is sealed; once registered it has its number, and no page of a project", async () => {
  const core = keep(await openFirstTime(testDeps(folder.dir, centre.url), "anne"));
  await settled(core);
  centre.mischief = () => "cut";
  const file = await newFile(core);
  const draft = await make(core, { paper: "summary", file, language: "fr" });
  expect(draft.name).toMatch(/^[0-9a-f]{12}-synthese-\d{4}-\d\d-\d\d\.pdf$/);
  const text = await textOf(draft);
  for (const part of ["Boulangerie des Écluses", "PROJET – sans valeur", "200 000 €", "Conseillère anne", "Banque d’essai", "Ce document tient compte de saisies faites sur ce poste"]) expect(text).toContain(part);
  expect(await core.handlers["paper.make"]({ paper: "registration", file, language: "fr" })).toEqual({ ok: false, error: { code: "G9702" } });
  expect(await textOf(await make(core, letterOf(file)))).toContain("Mme Directrice");

  centre.mischief = () => "go-on";
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  await settled(core);
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: 1 }), "submit");
  await settled(core);
  const copy = await make(core, { paper: "registration", file, language: "en" });
  const number = unwrap(await core.handlers["files.open"]({ file }), "open").registration?.number ?? "none";
  expect(copy).toMatchObject({ name: expect.stringContaining(`${number}-registration-`), pages: 1 });
  expect(await textOf(copy)).toContain(`${centre.url}/verification`);
  for (const paper of ["summary", "schedule"] as const) {
    const after = await textOf(await make(core, { paper, file, language: "fr" }));
    expect(after).not.toContain("PROJET");
    expect(after.includes(number)).toBe(paper === "summary");
  }
});

test("an amendment that the centre has not taken yet is in the summary, which says that it waits", async () => {
  const core = keep(await openFirstTime(testDeps(folder.dir, centre.url), "anne"));
  await settled(core);
  const file = await newFile(core);
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  await settled(core);
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: 1 }), "submit");
  await settled(core);
  centre.publish(BRANCH);
  await until("the number is the centre's news", async () => (await openFile(core, file)).version > 1);
  centre.mischief = () => "cut";
  unwrap(await core.handlers["files.record"]({ file, step: "amended", facts: { on: "2020-05-15", why: "Le client demande moins.", totalYears: 4 } }), "amend");
  const summary = await textOf(await make(core, { paper: "summary", file, language: "fr" }));
  for (const part of ["Durée totale 4 ans", "Avenant", "Ce document tient compte de saisies faites sur ce poste"]) expect(summary).toContain(part);
});

test("DÉMONSTRATION lies on what a demonstration's workstation prints", async () => {
  const core = keep(await openFirstTime(testDeps(folder.dir, centre.url), "anne"));
  await settled(core);
  const file = await newFile(core);
  for (const order of [{ paper: "summary", file, language: "fr" }, letterOf(file)] as const) expect((await textOf(await make(core, order))).match(/DÉMONSTRATION/g)?.length).toBeGreaterThan(1);
});

test("a paper that cannot be made says why: nothing known of the file, fields that it waits for, or a locked workstation", async () => {
  const core = keep(await openFirstTime(testDeps(folder.dir, centre.url), "anne"));
  expect(await core.handlers["paper.make"]({ paper: "summary", file: "01900000-0000-7000-8000-0123456789ab" as FileId, language: "fr" })).toEqual({ ok: false, error: { code: "G2008" } });
  const file = await newFile(core, { siren: "732829320" });
  expect(await core.handlers["paper.make"](letterOf(file))).toEqual({ ok: false, error: { code: "G9701", fields: [{ field: "legalName", reason: "REQUIRED" }] } });
  await type(core, file, { amount: 10_000 });
  expect(await core.handlers["paper.make"]({ paper: "schedule", file, language: "fr" })).toMatchObject({ ok: false, error: { code: "G9701", fields: expect.arrayContaining([{ field: "totalYears", reason: "FACT_REQUIRED" }]) } });
  await core.handlers["session.lock"](undefined);
  expect(await core.handlers["paper.make"]({ paper: "summary", file, language: "fr" })).toEqual({ ok: false, error: { code: "G1008" } });
});

test("while a paper is made, other questions are answered", async () => {
  const core = keep(await createCore(testDeps(folder.dir, centre.url)));
  unwrap(await core.handlers["session.demonstrationSignIn"]({ login: "anne" }), "sign-in");
  unwrap(await core.handlers["session.choosePassphrase"]({ passphrase: "quatre mots bien choisis" }), "passphrase");
  const file = await newFile(core);
  await type(core, file, { totalYears: 6, amortisationYears: 5 });
  const order = { paper: "schedule", file, language: "fr" } as const;
  const progress = { isMade: false };
  const making = (async () => {
    await make(core, order);
    progress.isMade = true;
  })();
  let answered = 0;
  while (!progress.isMade) {
    await core.handlers["files.open"]({ file });
    await new Promise((resolve) => setImmediate(resolve));
    answered += 1;
  }
  await making;
  expect(answered).toBeGreaterThan(8);
});

test("the sealed attestation is the centre's: what it made is handed over as it came, and each reason why there is none is told", async () => {
  const core = keep(await openFirstTime(testDeps(folder.dir, centre.url), "anne"));
  await settled(core);
  const file = await newFile(core);
  const obtain = () => core.handlers["paper.make"]({ paper: "attestation", file, language: "fr" });
  const asked = (): number => centre.heard.filter(({ path }) => path === "/v1/attestation").length;
  expect([await obtain(), asked()]).toEqual([{ ok: false, error: { code: "G9702" } }, 0]);
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  await settled(core);
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: 1 }), "submit");
  await settled(core);

  const answers = (status: number, body: object): void => {
    centre.mischief = (path, _request, response) => {
      if (path !== "/v1/attestation") return "go-on";
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      return "answered";
    };
  };
  const refused = (code: string): object => ({ code, params: {}, fields: [], request: "r" });
  // A centre of before attestations, one without a certificate, one whose ledger says otherwise.
  expect(await obtain()).toMatchObject({ ok: false, error: { code: "G9703" } });
  for (const code of ["G9703", "G9704", "G9702"]) {
    answers(409, refused(code));
    expect(await obtain()).toMatchObject({ ok: false, error: { code } });
  }
  answers(200, { number: "1-ABCD-EFGH-K", pdf: "bm8gUERG", pages: 1, sealedAt: 1 });
  expect(await obtain()).toEqual({ ok: true, value: { name: "1-ABCD-EFGH-K-attestation-2020-05-15.pdf", pages: 1, bytes: "bm8gUERG" } });
  answers(200, { portal: true });
  expect(await obtain()).toEqual({ ok: false, error: { code: "G9705" } });
  centre.mischief = () => "cut";
  expect(await obtain()).toEqual({ ok: false, error: { code: "G9705" } });
});

test("where anybody verifies is what the centre says, and else a page of its own", async () => {
  centre.hello = { verification: "https://verification.centre.example/" };
  const core = keep(await openFirstTime(testDeps(folder.dir, centre.url), "anne"));
  await settled(core);
  const file = await newFile(core);
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
  await settled(core);
  unwrap(await core.handlers["files.submit"]({ file, seenVersion: 1 }), "submit");
  await settled(core);
  const text = await textOf(await make(core, { paper: "registration", file, language: "fr" }));
  expect(text).toContain("https://verification.centre.example/");
  expect(text).not.toContain(`${centre.url}/verification`);
});

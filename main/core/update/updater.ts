import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { UpdateState } from "../../../shared/bridge/app-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { ReleaseFault } from "../../../shared/release/fault.ts";
import { filePath } from "../../../shared/release/layout.ts";
import { instantMs, type Manifest, type ReleaseFile } from "../../../shared/release/manifest.ts";
import { openRelease, type SignedBytes, type SignedRelease, type Trust } from "../../../shared/release/open-release.ts";
import type { Version } from "../../../shared/release/version.ts";
import { PROTOCOL_VERSION } from "../../../shared/sync/protocol.ts";
import type { CoreDeps } from "../deps.ts";
import { errorKind } from "../error-kind.ts";
import { findProfile } from "../keys/profiles.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import { installHindrance } from "./decide-install.ts";
import type { BankWord } from "./bank-word.ts";
import { decideOffer, heldByBanks, type Offer, type Situation } from "./decide-offer.ts";
import { downloadFile, isWhole } from "./download-file.ts";
import { fetchRelease } from "./fetch-release.ts";
import { releasePowers } from "./release-powers.ts";
import { stagingNumberOf } from "./staging-number.ts";
import { openUpdateMemory } from "./update-memory.ts";
import { INSTALL_FOLDER, type ApplyUpdate, type UpdateSettings } from "./update-settings.ts";

export type Updater = {
  readonly state: () => UpdateState;
  /** Looks now; one look at a time. A refusal leaves the state as it was and is logged. */
  readonly check: () => Promise<UpdateState>;
  readonly install: (openFile: boolean) => Promise<Result<UpdateState, CodedError>>;
  /** What a bank decided on releases: kept, and obeyed at once, network or not. */
  readonly heed: (word: BankWord) => Promise<void>;
  readonly close: () => Promise<void>;
};
export type UpdaterParts = {
  readonly settings: UpdateSettings;
  readonly version: Version;
  readonly deps: Pick<CoreDeps, "dataDir" | "fetch" | "now" | "log">;
  readonly centre: Pick<CentreInfo, "hello" | "info" | "noteRelease">;
  /** Changes not yet at the centre; undefined while the desk is locked. */
  readonly unsent: () => number | undefined;
  readonly tell: (state: UpdateState) => void;
  readonly apply: ApplyUpdate;
  readonly trust: Trust;
  readonly protocol?: number;
  readonly silenceMs?: number;
};

type Ready = SignedRelease & { readonly bytes: SignedBytes; readonly file: ReleaseFile; readonly path: string };
const NONE: UpdateState = { kind: "none" };

/** Looks for releases, brings the one that is for this computer, and hands it over when a person says so. Rules UP… of shared/release/SPEC.md. */
export function createUpdater({ settings, version, deps, centre, unsent, tell, apply, trust, protocol = PROTOCOL_VERSION, silenceMs }: UpdaterParts): Updater {
  const folder = join(deps.dataDir, "update");
  const pending = join(folder, "pending");
  const memory = openUpdateMemory(folder, (profile) => findProfile(deps.dataDir, profile) !== undefined);
  const stop = new AbortController();
  let state = NONE;
  let ready: Ready | undefined;
  let looking: Promise<UpdateState> | undefined;
  /** The last manifest believed. */
  let known: Manifest | undefined;

  const now = (): number => deps.now() - (centre.info().clockOffMs ?? 0);
  const become = (next: UpdateState): UpdateState => {
    const isNews = JSON.stringify(next) !== JSON.stringify(state);
    state = next;
    if (isNews) tell(next);
    return next;
  };
  const refuse = ({ reason, at }: ReleaseFault): UpdateState => {
    deps.log.warn("update-refused", { reason, at: at.slice(0, 120) });
    return state;
  };
  const situationOf = (of: Version): Situation => ({
    current: version, protocol, channel: settings.channel, install: settings.install, machine: settings.machine,
    stagingNumber: stagingNumberOf(memory.machineId, of), centre: centre.hello(), mark: memory.mark(settings.channel), bankWords: memory.words(),
  });

  /** For whoever looks after the fleet: what this computer makes of the manifest, told with its next words to the centre. */
  const note = (manifest: Manifest, offer: Offer): void =>
    centre.noteRelease({ channel: manifest.channel, version: manifest.version, issuedAt: instantMs(manifest.issuedAt), staging: manifest.staging, is: standingOf(offer) });

  async function look(): Promise<UpdateState> {
    if (settings.install === "sources" || state.kind === "installing") return state;
    const bytes = await fetchRelease(deps.fetch, settings.base, settings.channel, stop.signal);
    if (!bytes.ok) return refuse(bytes.error);
    const opened = openRelease(bytes.value, trust, releasePowers, now());
    if (!opened.ok) return refuse(opened.error);
    const { manifest } = opened.value;
    const offer = decideOffer(manifest, situationOf(manifest.version));
    if (offer.kind !== "refused" || offer.fault.reason === "downgrade") memory.keep(manifest);
    if (offer.kind !== "refused") known = manifest;
    note(manifest, offer);
    if (offer.kind === "refused") return refuse(offer.fault);
    if (offer.kind !== "download") await forget(undefined);
    const told = { version: manifest.version, notes: manifest.notes };
    switch (offer.kind) {
      case "nothing": return become(NONE);
      case "announce": return become({ kind: "announced", mandatory: offer.mandatory, ...told });
      case "download": return await bring({ ...opened.value, bytes: bytes.value, file: offer.file, path: join(pending, offer.file.name) }, { mandatory: offer.mandatory, ...told });
    }
  }

  async function bring(next: Ready, told: Pick<Extract<UpdateState, { kind: "ready" }>, "version" | "mandatory" | "notes">): Promise<UpdateState> {
    await forget(next.file.name);
    if (!(await isWhole(next.path, next.file))) become({ kind: "downloading", percent: 0, ...told });
    const onBytes = (done: number): void => void become({ kind: "downloading", percent: Math.floor((done / next.file.size) * 100), ...told });
    const url = `${settings.base}/${filePath(next.manifest.version, next.file.name)}`;
    const brought = await downloadFile({ fetch: deps.fetch, url, file: next.file, path: next.path, stop: stop.signal, onBytes, ...(silenceMs === undefined ? {} : { silenceMs }) });
    if (!brought.ok) {
      become(NONE);
      return refuse(brought.error);
    }
    ready = next;
    return become({ kind: "ready", ...told });
  }

  /** Erases what was brought for another release, and with it the offer; also what an installer was run from, unless it still runs. */
  async function forget(keep: string | undefined): Promise<void> {
    ready = undefined;
    await rm(join(folder, INSTALL_FOLDER), { recursive: true, force: true }).catch(() => undefined);
    const names = await readdir(pending).catch((): readonly string[] => []);
    for (const name of names) if (keep === undefined || (name !== keep && name !== `${keep}.part`)) await rm(join(pending, name), { recursive: true, force: true });
  }

  const hindrance = (update: Ready, openFile: boolean): CodedError | undefined => {
    const hello = centre.hello();
    const centreRefuses = hello !== undefined && protocol < hello.minProtocol && update.manifest.protocol >= hello.minProtocol;
    const waiting = unsent();
    const why = installHindrance({ unsent: waiting, openFile, centreRefuses });
    switch (why) {
      case undefined: return undefined;
      case "open-file": return { code: "G6002" };
      case "locked": return { code: "G1008" };
      case "unsent-work": return { code: "G6001", params: { waiting: waiting ?? 0 } };
    }
  };

  const heldBack = ({ version: of }: Pick<Manifest, "version">, mandatory: boolean): CodedError | undefined =>
    heldByBanks(of, mandatory, memory.words()) === undefined ? undefined : { code: "G9631", params: { version: of } };

  async function heed(word: BankWord): Promise<void> {
    if (!memory.keepWord(word)) return;
    // What is being brought ends first: what it leaves is judged by the new word.
    await looking;
    if (known === undefined || state.kind === "installing") return;
    const offer = decideOffer(known, situationOf(known.version));
    note(known, offer);
    if (offer.kind === "nothing") {
      await forget(undefined);
      become(NONE);
    } else if (state.kind === "none") void check();
  }

  async function install(openFile: boolean): Promise<Result<UpdateState, CodedError>> {
    // A look that has begun may take the offer back.
    await looking;
    const update = ready;
    const before = state;
    if (update === undefined || before.kind !== "ready") return err({ code: "G6004" });
    const early = heldBack(update.manifest, before.mandatory) ?? hindrance(update, openFile);
    if (early !== undefined) return err(early);
    become({ kind: "installing", version: before.version });
    const opened = openRelease(update.bytes, trust, releasePowers, now());
    const reason = !opened.ok ? opened.error.reason : (await isWhole(update.path, update.file)) ? undefined : "bad-hash";
    if (reason !== undefined) {
      refuse({ reason, at: update.file.name });
      await forget(undefined);
      become(NONE);
      return err({ code: "G6003", params: { reason } });
    }
    // Again, just before: hashing takes seconds, in which a person may type.
    const late = heldBack(update.manifest, before.mandatory) ?? hindrance(update, openFile);
    if (late === undefined) {
      try {
        await apply({ path: update.path, release: update.bytes });
        return ok(state);
      } catch (error) {
        deps.log.error("update-not-applied", { kind: errorKind(error) });
      }
    }
    if (late?.code === "G9631") {
      await forget(undefined);
      become(NONE);
    } else become(before);
    return err(late ?? { code: "G6005" });
  }

  const check = (): Promise<UpdateState> => {
    looking ??= look().catch((error: unknown) => {
      deps.log.error("update-failed", { kind: error instanceof Error ? error.name : typeof error });
      return become(ready === undefined ? NONE : state);
    }).finally(() => { looking = undefined; });
    return looking;
  };
  return {
    state: () => state, check, install, heed,
    close: async () => {
      stop.abort();
      await looking;
    },
  };
}

function standingOf(offer: Offer): string {
  switch (offer.kind) {
    case "nothing": return offer.why;
    case "announce": return "announced";
    case "download": return "ready";
    case "refused": return "refused";
  }
}

import { CHANGE_KINDS, type ChangeKind } from "../../shared/sync/change.ts";
import type { LocalDb } from "../../main/core/db/connection.ts";
import { openDb } from "../../main/core/db/open-db.ts";
import { findReplica, type Replica } from "../../main/core/db/replica.ts";
import { sql } from "../../main/core/db/sql.ts";
import { profileDir } from "../../main/core/keys/profiles.ts";
import { recoverProfile } from "../../main/core/session/recover-profile.ts";
import { PASSPHRASE } from "../../main/core/test-support/open-core.ts";
import type { Fault } from "./faults.ts";
import { copyProfile, type Damage, dropFolder, readWitness, writeWitness } from "./folder.ts";
import { startLife, type Life, type LifeParts } from "./life.ts";
import { createMortalDb, type Moment, type MortalDb } from "./mortal-db.ts";
import type { Person } from "./people.ts";
import type { Prepared } from "./template.ts";

export type WorkstationParts = Pick<LifeParts, "random" | "randomBytes" | "step" | "wrapTransport"> & {
  readonly index: number;
  readonly person: Person;
  readonly worldNow: () => number;
  readonly fetchOf: (life: object, heard: () => void) => typeof fetch;
  readonly flying: (life: object) => number;
  readonly onTrouble: (what: string) => void;
  readonly onNews: (wants: boolean) => void;
  readonly onSealed: (kinds: readonly ChangeKind[]) => void;
  readonly onMet: (fault: Fault, kinds: readonly ChangeKind[]) => void;
  /** Nothing of the folder could be read: she signs in as on a new computer. Undefined when the centre no longer knows her. */
  readonly signInAnew: () => Promise<Prepared | undefined>;
  /** Planted: what is done to the files after damage, before they are opened. */
  readonly afterDamage?: (dataDir: string, profile: string, key: Uint8Array) => void;
};

/** One device of one person: its folder, and the process that has it open, which may die and come back. */
export class Workstation {
  readonly parts: WorkstationParts;
  readonly conditions = new Set<Fault>();
  /** Lives so far; a person's work is noted with the one it was done in. */
  lives = 0;
  /** How far the device's clock is off. */
  offset = 0;
  rules: string | undefined;
  /** Lives whose last work a damaged disk took, and whose owner was told. */
  readonly lostLives = new Set<number>();
  dataDir: string;
  profile: string;
  #key: Uint8Array;
  #life: Life | undefined;
  #mortal: MortalDb | undefined;
  #inner: LocalDb | undefined;
  #replica: Replica | undefined;
  #image: string | undefined;
  #sealedSeen = 0;

  constructor(parts: WorkstationParts, { dataDir, profile, key }: Omit<Prepared, "person">) {
    this.parts = parts;
    this.dataDir = dataDir;
    this.profile = profile;
    this.#key = key;
  }

  /** The folder's key, for a copy of the folder. */
  get key(): Uint8Array {
    return this.#key;
  }
  get life(): Life {
    if (this.#life === undefined) throw new Error("not started");
    return this.#life;
  }
  get mortal(): MortalDb {
    if (this.#mortal === undefined) throw new Error("not started");
    return this.#mortal;
  }
  get replica(): Replica {
    if (this.#replica === undefined) throw new Error("not started");
    return this.#replica;
  }
  get db(): LocalDb {
    return this.mortal.db;
  }
  now = (): number => this.parts.worldNow() + this.offset;

  /** Kinds of the changes that wait for the centre. */
  pendingKinds(): readonly ChangeKind[] {
    return this.#kindsOf(this.db.read.all<{ kind: string }>(sql`SELECT DISTINCT kind FROM outbox WHERE outcome IS NULL`));
  }

  async start(): Promise<void> {
    const opened = await openDb({ dir: profileDir(this.dataDir, this.profile), key: this.#key, now: this.now });
    if (!opened.ok) {
      this.parts.onTrouble(`a workstation that was not damaged does not open: ${opened.error.code} ${JSON.stringify(opened.error.params)}`);
      return;
    }
    await this.#run(opened.value);
  }

  /** The process dies now, whatever it was doing. */
  kill(): void {
    if (this.#image !== undefined) return;
    this.#image = copyProfile(this.dataDir, this.profile);
    this.mortal.die();
  }

  /** If its process died: the next one, on what the dead one left. `damage` is done to the files first, and says what it spoilt. */
  async comeBack(damage?: (dataDir: string) => Damage | undefined): Promise<void> {
    const image = this.#image;
    if (image === undefined) return;
    const acknowledged = this.mortal.acknowledged();
    this.#image = undefined;
    await this.stop();
    dropFolder(this.dataDir);
    this.dataDir = image;
    const how = damage?.(image);
    const isSpoilt = how !== undefined;
    if (isSpoilt) this.parts.afterDamage?.(image, this.profile, this.#key);
    const opened = await openDb({ dir: profileDir(image, this.profile), key: this.#key, now: this.now });
    if (opened.ok) {
      const { counter } = opened.value.lastCommit();
      if (counter < acknowledged) this.parts.onTrouble(`${acknowledged - counter} commits that were told to be saved are gone without a word`);
      return await this.#run(opened.value);
    }
    if (!isSpoilt || opened.error.code !== "G1003") {
      this.parts.onTrouble(`false alarm after a crash: ${opened.error.code} ${JSON.stringify(opened.error.params)}`);
      return;
    }
    const powers = { dataDir: image, keyVault: { kind: "none" as const }, now: this.now, randomBytes: this.parts.randomBytes, log: { info: () => undefined, warn: () => undefined, error: () => undefined } };
    const recovered = await recoverProfile(powers, this.profile, PASSPHRASE);
    if (recovered.ok) {
      // A spoilt page may hold older rows too; a WAL that is cut or gone costs what was written since the last start, and nothing before.
      for (let life = how === "flip" ? 1 : this.lives; life <= this.lives; life += 1) this.lostLives.add(life);
      return await this.#run(recovered.value.db);
    }
    if (recovered.error.code !== "G1003" || recovered.error.params?.["reason"] !== "unreadable") this.parts.onTrouble(`not recovered: ${recovered.error.code} ${JSON.stringify(recovered.error.params)}`);
    await this.#beginAnew();
  }

  /** Told that nothing can be read: what only this computer had is in the copy aside, and everything else comes from the centre. */
  async #beginAnew(): Promise<void> {
    for (let life = 1; life <= this.lives; life += 1) this.lostLives.add(life);
    const anew = await this.parts.signInAnew();
    if (anew === undefined) return;
    dropFolder(this.dataDir);
    ({ dataDir: this.dataDir, profile: this.profile, key: this.#key } = anew);
    await this.start();
  }

  async #run(inner: LocalDb): Promise<void> {
    const replica = findReplica(inner.read);
    if (replica === undefined) throw new Error("no replica");
    this.#inner = inner;
    this.#replica = replica;
    this.lives += 1;
    const { parts } = this;
    let witness: Buffer | undefined;
    this.#mortal = createMortalDb(inner, {
      beforeLast: () => void (witness = readWitness(this.dataDir, this.profile)),
      onDeath: (moment) => this.#died(moment, witness),
      onFull: () => parts.onMet("disk-full", this.pendingKinds()),
    });
    this.#sealedSeen = this.#lastSeq();
    this.#life = startLife({
      db: this.#mortal.db, replica, now: this.now, random: parts.random, randomBytes: parts.randomBytes, fetchOf: parts.fetchOf, flying: parts.flying, rules: () => this.rules,
      onTrouble: parts.onTrouble, onNews: parts.onNews,
      onSealed: () => {
        const kinds = this.#kindsOf(this.db.read.all<{ kind: string }>(sql`SELECT kind FROM outbox WHERE seq > ${this.#sealedSeen}`));
        this.#sealedSeen = this.#lastSeq();
        parts.onSealed(kinds);
      },
      ...(parts.step === undefined ? {} : { step: parts.step }), ...(parts.wrapTransport === undefined ? {} : { wrapTransport: parts.wrapTransport }),
    });
    await this.#life.idle();
  }

  #died(moment: Moment, witness: Buffer | undefined): void {
    this.parts.onMet(`${moment === "torn-witness" ? "" : "crash-"}${moment}` as Fault, this.pendingKinds());
    this.#image = copyProfile(this.dataDir, this.profile);
    if (moment === "torn-witness" && witness !== undefined) writeWitness(this.#image, this.profile, witness);
  }

  #lastSeq(): number {
    return this.db.read.get<{ seq: number | null }>(sql`SELECT max(seq) AS seq FROM outbox`)?.seq ?? 0;
  }
  #kindsOf(rows: readonly { readonly kind: string }[]): readonly ChangeKind[] {
    return CHANGE_KINDS.filter((kind) => rows.some((row) => row.kind === kind));
  }

  /** Closes what is open, dead or alive. */
  async stop(): Promise<void> {
    this.#life?.end();
    await this.#life?.idle();
    this.#inner?.close();
    this.#inner = undefined;
  }
}

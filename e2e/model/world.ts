import type { ChangeKind } from "../../shared/sync/change.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import type { FieldName, Fields } from "../../shared/pge/file-fields.ts";
import type { Services } from "../../sync-server/domain/services.ts";
import type { Store } from "../../sync-server/store/store.ts";
import type { MemoryTables } from "../../sync-server/testing/memory/memory-tables.ts";
import type { SyncEvent } from "../../shared/sync/sync-state.ts";
import { createCoverage, type Coverage } from "./coverage.ts";
import type { Fault } from "./faults.ts";
import { copyProfile, type Damage, dropFolder } from "./folder.ts";
import type { LifeSeams } from "./life.ts";
import { createNetwork, type Flight, type Network, type Wire } from "./network.ts";
import { PEOPLE, START, type Person } from "./people.ts";
import { createRandom, type Random } from "./random.ts";
import { openServer, type Server } from "./servers.ts";
import { signInFirst, type Prepared } from "./template.ts";
import { Workstation, type WorkstationParts } from "./workstation.ts";

/** The store under test: what its processes connect to, and what only whoever runs the centre may do. */
export type CentreUnderTest = {
  readonly connect: () => Store;
  readonly tables: () => Promise<MemoryTables>;
  readonly deadlocks: () => number;
  /** Undefined where this store cannot be put back. */
  readonly backup: (() => MemoryTables) | undefined;
  readonly restore: ((backup: MemoryTables) => void) | undefined;
};

/** Where a planted bug may stand: in front of a part, never in it. */
export type Seams = LifeSeams & {
  readonly wrapStore?: (store: Store, world: World) => Store;
  readonly wrapServices?: (services: Services, world: World) => Services;
  readonly afterDamage?: NonNullable<WorkstationParts["afterDamage"]>;
};

export type Write = { readonly by: Workstation; readonly life: number; readonly file: FileId; readonly field: FieldName; readonly value: string; /** It was told to be saved, and must be found. */ readonly isOwed: boolean };
export type Signal = { readonly to: Workstation; readonly life: number; readonly event: SyncEvent | "open-news" };

const SERVERS = 2;
/** As often as each stands here. */
const ENDINGS: readonly Fault[] = ["restore", "restore", "restore", "restore", "clone", "clone", "person-removed", "person-removed", "person-removed", "replica-revoked", "replica-revoked", "replica-revoked"];

/** Real workstations and a real centre; the clock, the network and the deaths are the model's. */
export class World {
  readonly random: Random;
  readonly network: Network = createNetwork();
  readonly coverage: Coverage = createCoverage();
  readonly desks: Workstation[] = [];
  readonly servers: Server[] = [];
  readonly signals: Signal[] = [];
  readonly files: { readonly file: FileId; readonly bank: string }[] = [];
  readonly writes: Write[] = [];
  /** What each submission showed to whoever submitted, by change id. */
  readonly submissions = new Map<string, { readonly by: Workstation; readonly fields: Fields }>();
  readonly troubles: string[] = [];
  readonly centre: CentreUnderTest;
  people: readonly Person[] = PEOPLE;
  backup: MemoryTables | undefined;
  isRestored = false;
  /** One end of the ordinary world in a run is enough; which one this run may meet is drawn at its start, so that the frequent ones leave room to the others. */
  readonly possibleEnding: Fault;
  hasEnded = false;
  steps = 0;
  now = START;
  readonly #seams: Seams;
  readonly #stopNews = new Map<Workstation, () => void>();

  constructor(centre: CentreUnderTest, seed: number, seams: Seams) {
    this.centre = centre;
    this.random = createRandom(seed);
    this.possibleEnding = ENDINGS[this.random.below(ENDINGS.length)] ?? "restore";
    this.#seams = seams;
  }

  static async open(centre: CentreUnderTest, prepared: readonly Prepared[], seed: number, seams: Seams = {}, files: World["files"] = []): Promise<World> {
    const world = new World(centre, seed, seams);
    world.files.push(...files);
    for (let n = 0; n < SERVERS; n += 1) world.servers.push(await world.#openServer());
    for (const one of prepared) await world.addDesk({ ...one, dataDir: copyProfile(one.dataDir, one.profile) });
    return world;
  }

  async #openServer(): Promise<Server> {
    const { wrapStore, wrapServices } = this.#seams;
    return await openServer({
      connect: () => wrapStore?.(this.centre.connect(), this) ?? this.centre.connect(),
      now: () => this.now, randomBytes: this.random.bytes,
      onFault: (error) => this.trouble(`a bug of the centre: ${String(error)}`),
      ...(wrapServices === undefined ? {} : { wrapServices: (services: Services) => wrapServices(services, this) }),
    });
  }

  async addDesk({ person, ...device }: Prepared): Promise<Workstation> {
    const index = this.desks.length;
    const desk: Workstation = new Workstation({
      index, person, worldNow: () => this.now, random: this.random.next, randomBytes: this.random.bytes,
      fetchOf: (life, heard) => this.network.fetchOf(life, index, person.login, heard), flying: this.network.flying,
      onTrouble: (what) => this.trouble(`${person.login}: ${what}`),
      onNews: (wants) => this.#news(desk, wants),
      onSealed: (kinds) => {
        for (const condition of desk.conditions) this.coverage.met(condition, kinds);
      },
      onMet: (fault, kinds) => this.coverage.met(fault, kinds),
      signInAnew: async () => (this.people.some(({ id }) => id === person.id) ? await signInFirst(this.server(0).services(), person, this.random.bytes) : undefined),
      ...this.#seams,
    }, device);
    this.desks.push(desk);
    await desk.start();
    return desk;
  }

  trouble(what: string): void {
    this.troubles.push(what);
  }

  #news(desk: Workstation, wants: boolean): void {
    this.#stopNews.get(desk)?.();
    this.#stopNews.delete(desk);
    if (wants) this.signals.push({ to: desk, life: desk.lives, event: "open-news" });
  }

  async hear({ to, life, event }: Signal): Promise<void> {
    if (life !== to.lives || to.mortal.isDead()) return;
    if (event === "open-news") {
      const stop = await this.serverOf(to).watch(to.parts.person.login, () => void this.signals.push({ to, life, event: { type: "news" } }));
      this.#stopNews.get(to)?.();
      this.#stopNews.set(to, stop);
    }
    to.life.hear(event === "open-news" ? { type: "news-opened" } : event);
    await this.settle(to);
  }

  serverOf = (desk: Workstation): Server => this.server(desk.parts.index);
  server(n: number): Server {
    const server = this.servers[n % this.servers.length];
    if (server === undefined) throw new Error("no server");
    return server;
  }

  /** Everybody who followed the news at that process hears that the line is over. */
  cutNews(n: number): void {
    for (const desk of this.desks) {
      if (desk.parts.index % this.servers.length !== n % this.servers.length || !this.#stopNews.has(desk)) continue;
      this.#stopNews.delete(desk);
      this.signals.push({ to: desk, life: desk.lives, event: { type: "news-closed" } });
    }
  }

  async arrive(flight: Flight, wire: Wire): Promise<void> {
    flight.arrive(wire);
    const desk = this.desks[flight.from];
    if (desk !== undefined) await this.settle(desk);
  }

  /** Whatever it does by itself is done; if it died, its next process has started. */
  async settle(desk: Workstation): Promise<void> {
    await desk.life.idle();
    if (desk.mortal.isDead()) await this.comeBack(desk);
  }
  async comeBack(desk: Workstation, damage?: (dataDir: string) => Damage | undefined): Promise<void> {
    this.#news(desk, false);
    await desk.comeBack(damage);
  }

  /** The retry that is due fires. */
  async retry(desk: Workstation): Promise<void> {
    const wait = desk.life.wait();
    if (wait === undefined || wait.dueAt > this.now) return;
    desk.life.stopWaiting();
    desk.life.hear({ type: "retry-due", ticket: wait.ticket });
    await this.settle(desk);
  }

  met(fault: Fault, kinds: Iterable<ChangeKind>): void {
    this.coverage.met(fault, kinds);
  }

  async close(): Promise<void> {
    for (const desk of this.desks) {
      await desk.stop();
      dropFolder(desk.dataDir);
    }
    for (const server of this.servers) await server.close();
  }
}

import { z } from "zod";
import { isUuid } from "../../shared/kernel/ids.ts";
import { parseJson } from "../../shared/kernel/json.ts";
import { parseLegalDate } from "../../shared/kernel/legal-date.ts";
import type { News } from "../../shared/sync/protocol.ts";
import type { Caller } from "./services.ts";

const uuid = z.custom<string>(isUuid);
const announcement = z.union([z.object({ epoch: z.int().min(1) }), z.object({ keys: z.literal(true) }), z.object({ packs: z.literal(true) }), z.object({ diagnostic: z.object({ bank: uuid, branch: uuid }) }), z.object({ bank: uuid, branch: uuid, n: z.int().min(0) }), z.object({ businessDate: z.string().refine((text) => parseLegalDate(text).ok) })]);

type Watcher = { readonly caller: Caller; readonly listen: (news: News) => void };

/** Hands what any process of the centre announces to those who may know it ([SY45]). A listener that throws harms nobody else. */
export function createNewsHub(onError: (error: unknown) => void) {
  const watchers = new Set<Watcher>();

  function tell(watcher: Watcher, news: News): void {
    try {
      watcher.listen(news);
    } catch (error) {
      onError(error);
    }
  }
  return {
    watch: (caller: Caller, listen: (news: News) => void): (() => void) => {
      const watcher = { caller, listen };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    /** `payload` as another process wrote it. Answers the new business date when that is the news. */
    hear: (payload: string): string | undefined => {
      const news = announcement.safeParse(parseJson(payload));
      if (!news.success) return undefined;
      const said = news.data;
      if ("epoch" in said || "keys" in said || "packs" in said || "diagnostic" in said) return undefined;
      if ("businessDate" in said) {
        for (const watcher of watchers) tell(watcher, said);
        return said.businessDate;
      }
      for (const watcher of watchers) {
        if (watcher.caller.bank?.id === said.bank && watcher.caller.branches.some((branch) => branch.id === said.branch)) tell(watcher, { branch: said.branch, n: said.n });
      }
      return undefined;
    },
    /** Whether the epoch or its recovery changed. */
    isOfEpoch: (payload: string): boolean => {
      const news = announcement.safeParse(parseJson(payload));
      return news.success && "epoch" in news.data;
    },
    /** Whether a key of the centre was made. */
    isOfKeys: (payload: string): boolean => {
      const news = announcement.safeParse(parseJson(payload));
      return news.success && "keys" in news.data;
    },
    /** Whether a pack was published or withdrawn. */
    isOfPacks: (payload: string): boolean => {
      const news = announcement.safeParse(parseJson(payload));
      return news.success && "packs" in news.data;
    },
    /** Of which bank a diagnostic was asked for, and of somebody of which branch. */
    diagnosticOf: (payload: string): { readonly bank: string; readonly branch: string } | undefined => {
      const news = announcement.safeParse(parseJson(payload));
      return news.success && "diagnostic" in news.data ? news.data.diagnostic : undefined;
    },
    watchers: (): readonly Watcher[] => [...watchers],
    tell,
  };
}

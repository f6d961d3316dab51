import { transferPages } from "../../../../shared/bridge/transfer-pages.ts";
import { words as allWords } from "../../../../shared/i18n/texts.ts";
import { personName } from "../../../../shared/sync/person-name.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { sayUsage } from "../say-usage.ts";
import type { Surroundings } from "./command.ts";
import { personNamed, withMe } from "./with-person.ts";

export type PortfolioOptions = { readonly why?: string; readonly confirm?: number };

/** `portfolio PERSON`: how many current files she follows. */
export const showPortfolio = (given: Surroundings, named: string): Promise<ExitCode> =>
  withMe(given, async (bridge, me) => {
    const { out } = given;
    const of = personNamed(out, me, named);
    if (of === undefined) return EXIT.usage;
    const files = await bridge.call("portfolio.count", { of });
    out.document({ user: of, name: personName(of, me), files });
    const { t, count } = allWords[out.words.language];
    out.line(`${personName(of, me)} · ${files === 0 ? t("portfolio.none") : count("portfolio.count", files)}`);
    return EXIT.done;
  });

/** `portfolio FROM TO --confirm COUNT [--why TEXT]`: hands all of them on, only where COUNT is how many they are. With no network too: they leave with the next exchange. */
export const movePortfolio = (given: Surroundings, fromNamed: string, toNamed: string, { why = "", confirm }: PortfolioOptions): Promise<ExitCode> =>
  withMe(given, async (bridge, me) => {
    const { out } = given;
    const from = personNamed(out, me, fromNamed);
    const to = from === undefined ? undefined : personNamed(out, me, toNamed);
    if (from === undefined || to === undefined) return EXIT.usage;
    const { t } = allWords[out.words.language];
    if (from === to) return sayUsage(out, out.words.say("portfolio.same"));
    const files = await bridge.call("portfolio.count", { of: from });
    if (confirm !== files) return sayUsage(out, out.words.say("portfolio.confirm", { count: files }));
    const done = await transferPages((page) => bridge.call("portfolio.transfer", { from, to, why: why.slice(0, 1_000), ...page }), (progress, hasMore) => {
      if (hasMore && !out.json) out.note(t("portfolio.doing", { done: out.format.count(progress.moved + progress.left), all: out.format.count(files) }));
      return true;
    });
    if (!done.ok) return out.failure(done.error);
    const { moved, left } = done.value;
    out.document({ from, to, moved, left });
    out.line(t("portfolio.done", { moved: out.format.count(moved) }));
    if (left > 0) out.line(t("portfolio.left", { left: out.format.count(left), name: personName(from, me) }));
    return left === 0 ? EXIT.done : EXIT.refused;
  });

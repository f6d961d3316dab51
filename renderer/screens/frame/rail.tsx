import type { MouseEvent, ReactElement } from "react";
import { Icon, type IconName } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import { mayDo, type Right } from "../../../shared/access/rights.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import type { TextKey } from "../../../shared/i18n/texts.ts";
import { useDesk, useDeskState } from "../../state/desk-context.tsx";
import { go } from "../../state/navigate.ts";
import { lock } from "../../state/session-slice.ts";
import { routeToHash, type Route } from "../../state/route.ts";

type Place = { readonly key: TextKey; readonly icon: IconName; readonly route: Route; readonly only?: Right };
const places = [
  { key: "frame.today", icon: "sun", route: { kind: "today" } },
  { key: "frame.files", icon: "files", route: { kind: "files", filter: "all", file: undefined } },
  { key: "frame.toSettle", icon: "scales", route: { kind: "inbox" } },
  { key: "overview.title", icon: "bars", route: { kind: "overview" } },
  { key: "frame.administration", icon: "cloud", route: { kind: "administration", part: undefined }, only: "administration.open" },
  { key: "frame.help", icon: "help", route: { kind: "help", topic: undefined } },
  { key: "frame.settings", icon: "sliders", route: { kind: "settings" } },
] as const satisfies readonly Place[];
const isFor = (place: Place, role: Me["role"]): boolean => place.only === undefined || mayDo(role, place.only);

/** The few places of the desk, and the way to leave it safe. What needs a person carries its number. */
export function Rail({ name, role }: Pick<Me, "name" | "role">): ReactElement {
  const desk = useDesk();
  const { t, count, format } = useWords();
  const route = useDeskState((state) => state.route);
  const toSettle = useDeskState((state) => state.sync?.inbox ?? 0);
  const follow = (to: Route) => (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(desk, to);
  };
  return (
    <nav className="rail" aria-label={t("frame.rail")}>
      <ul>
        {places.filter((place) => isFor(place, role)).map((place) => {
          const { key, icon, route: to } = place;
          const here = isHere(route, to);
          const waiting = key === "frame.toSettle" ? toSettle : 0;
          return (
            <li key={key}>
              <a className="rail-place" href={routeToHash(to)} aria-current={here ? "page" : undefined} onClick={follow(to)}>
                <span className="rail-icon"><Icon name={icon} size={18} />{waiting > 0 ? <span className="badge" aria-hidden="true">{format.count(waiting)}</span> : null}</span>
                <span>{t(key)}{waiting > 0 ? <span className="unseen">{t("frame.colon")}{count("inbox.count", waiting)}</span> : null}</span>
              </a>
            </li>
          );
        })}
      </ul>
      <button type="button" className="rail-place rail-lock" title={t("frame.signedIn", { name })} onClick={() => void lock(desk)}>
        <span className="rail-icon"><Icon name="lock" size={18} /></span>
        <span className="rail-word">{t("frame.lock")}</span>
      </button>
    </nav>
  );
}

const isHere = (route: Route, place: Route): boolean => route.kind === place.kind;

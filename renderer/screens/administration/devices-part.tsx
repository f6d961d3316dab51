import { useCallback, useId, useState, type ReactElement } from "react";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { unaccented } from "../../../shared/kernel/unaccented.ts";
import type { Device, DevicesAnswer } from "../../../shared/sync/device-messages.ts";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { askDevices, type Whose } from "../../state/devices.ts";
import { useWhenBack } from "../../state/use-when-back.ts";
import { DeviceLine } from "./device-line.tsx";
import { DevicePanel, type DeviceSaid } from "./device-panel.tsx";

const SHOWS = ["all", "toDo", "working", "revoked"] as const;
type Show = (typeof SHOWS)[number];
/** As many as a person reads; the search finds the others. */
const SHOWN = 100;

/** Workstations of those whom the person answers for, or her own: asked of the centre, which says what she may do to each. */
export function DevicesPart({ whose }: { readonly whose: Whose }): ReactElement {
  const desk = useDesk();
  const { t } = useWords();
  const [known, setKnown] = useState<DevicesAnswer>();
  const [error, setError] = useState<CodedError>();
  const [asking, setAsking] = useState(true);
  const [looked, setLooked] = useState<Device>();
  const [said, setSaid] = useState<DeviceSaid>();
  const [show, setShow] = useState<Show>("all");
  const [search, setSearch] = useState("");
  const id = useId();
  const take = useCallback((answer: Awaited<ReturnType<typeof askDevices>>): void => {
    setAsking(false);
    setError(answer.ok ? undefined : answer.error);
    if (answer.ok) setKnown(answer.value);
  }, []);
  const load = useCallback((): void => void askDevices(desk, whose).then(take), [desk, whose, take]);
  useWhenBack(load);
  const title = t(whose === "mine" ? "devices.title.mine" : "devices.title");
  const found = (known?.devices ?? []).filter((device) => isShown(device, show) && matches(device, search));
  const hasMany = whose === "others" && (known?.devices.length ?? 0) > 0;
  return (
    <section className={whose === "mine" ? "settings devices" : "recovery devices"} aria-labelledby={`${id}-title`}>
      <div className="recovery-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <Button look="plain" short held={asking} label={`${t("recovery.again")} · ${title}`} onPress={() => { setAsking(true); load(); }}>{t("recovery.again")}</Button>
      </div>
      <p className="quiet">{t(whose === "mine" ? "devices.intro.mine" : "devices.intro")}{known?.approves === true ? ` ${t("devices.approves")}` : ""}</p>
      {error === undefined ? null : <Note tone="attend" live><ErrorAccount error={error} /><p>{t("recovery.online")}</p></Note>}
      {said === undefined ? null : <Note tone={said === "refuse" || said === "withdrawn" ? "plain" : said === "asked" ? "attend" : "done"} live><p>{t(`devices.said.${said}`)}</p></Note>}
      {known === undefined && error === undefined ? <p className="quiet">{t("recovery.asking")}</p> : null}
      {!hasMany ? null : (
        <div className="devices-choice">
          <div className="field"><label htmlFor={`${id}-search`}>{t("devices.search")}</label><input id={`${id}-search`} className="input" type="search" value={search} onChange={(event) => setSearch(event.target.value)} /></div>
          <div className="field">
            <label htmlFor={`${id}-show`}>{t("devices.show")}</label>
            <select id={`${id}-show`} className="input" value={show} onChange={(event) => setShow(SHOWS.find((one) => one === event.target.value) ?? "all")}>
              {SHOWS.map((one) => <option key={one} value={one}>{t(`devices.show.${one}`)}</option>)}
            </select>
          </div>
        </div>
      )}
      {known?.devices.length === 0 ? <EmptyState title={t("devices.none.title")} why={t("devices.none.why")} /> : null}
      {known !== undefined && known.devices.length > 0 && found.length === 0 ? <output className="quiet">{t("devices.none.match")}</output> : null}
      {found.length === 0 ? null : <ul className="devices-list">{found.slice(0, SHOWN).map((device) => <DeviceLine key={device.device} device={device} onLook={() => { setSaid(undefined); setLooked(device); }} />)}</ul>}
      {found.length <= SHOWN ? null : <p className="quiet small">{t("devices.search")}</p>}
      {looked === undefined ? null : <DevicePanel device={looked} onClose={() => setLooked(undefined)} onSaid={(word) => { setLooked(undefined); setSaid(word); load(); }} />}
    </section>
  );
}

/** To be decided: it waits, or somebody asked for something that a second person must confirm. */
function isShown({ state, may, asked }: Device, show: Show): boolean {
  if (show === "toDo") return (state === "waiting" && may.includes("approve")) || asked !== undefined;
  return show === "all" || state === show;
}

const matches = ({ name, branch, label }: Device, search: string): boolean => [name, branch, label].some((text) => unaccented(text.toLowerCase()).includes(unaccented(search.trim().toLowerCase())));

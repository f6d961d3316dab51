import { useCallback, useId, useMemo, useState, type ReactElement } from "react";
import { countFleet, EVERYTHING, queryFleet, readFleet, type FleetQuery } from "../../../shared/fleet/fleet.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Device, DevicesAnswer } from "../../../shared/sync/device-messages.ts";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorAccount } from "../../components/error-account.tsx";
import { Note } from "../../components/note.tsx";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { askFleet } from "../../state/devices.ts";
import { useWhenBack } from "../../state/use-when-back.ts";
import { DevicePanel, type DeviceSaid } from "./device-panel.tsx";
import { toneOf } from "./devices-part.tsx";
import { FleetChoice } from "./fleet-choice.tsx";
import { FleetExport } from "./fleet-export.tsx";
import { FleetList } from "./fleet-list.tsx";
import { FleetTotalsPart } from "./fleet-totals.tsx";

/** A fleet as it was at one moment: ages are counted from there, so that nothing moves while it is read. */
type Known = { readonly answer: DevicesAnswer; readonly at: number; readonly whole: boolean };

/** Workstations of those whom the person answers for, thousands of them: what needs a look first, asked of the centre, which says what she may do to each. */
export function FleetPart(): ReactElement {
  const desk = useDesk();
  const { t, count } = useWords();
  const [known, setKnown] = useState<Known>();
  const [error, setError] = useState<CodedError>();
  const [asking, setAsking] = useState(true);
  const [looked, setLooked] = useState<Device>();
  const [said, setSaid] = useState<DeviceSaid>();
  const [query, setQuery] = useState<FleetQuery>(EVERYTHING);
  const id = useId();
  const take = useCallback((answer: Awaited<ReturnType<typeof askFleet>>): void => {
    setAsking(false);
    setError(answer.ok ? undefined : answer.error);
    if (answer.ok) setKnown({ answer: answer.value, at: Date.now(), whole: true });
  }, []);
  // A fleet that is known stays in sight until the whole new one is there.
  const load = useCallback((): void => void askFleet(desk, (answer) => setKnown((before) => before ?? { answer, at: Date.now(), whole: false })).then(take), [desk, take]);
  useWhenBack(load);
  const lines = useMemo(() => (known === undefined ? [] : readFleet(known.answer.devices, known.at)), [known]);
  const totals = useMemo(() => countFleet(lines), [lines]);
  const found = useMemo(() => queryFleet(lines, query, known?.at ?? 0), [lines, query, known]);
  const narrow = useCallback((over: Partial<FleetQuery>): void => setQuery((before) => ({ ...before, ...over })), []);
  const title = t("devices.title");
  return (
    <section className="recovery devices" aria-labelledby={`${id}-title`}>
      <div className="recovery-head">
        <h2 id={`${id}-title`}>{title}</h2>
        <Button look="plain" short held={asking} label={`${t("recovery.again")} · ${title}`} onPress={() => { setAsking(true); load(); }}>{t("recovery.again")}</Button>
      </div>
      <p className="quiet">{t("devices.intro")}{known?.answer.approves === true ? ` ${t("devices.approves")}` : ""}</p>
      {error === undefined ? null : <Note tone="attend" live><ErrorAccount error={error} /><p>{t("recovery.online")}</p></Note>}
      {said === undefined ? null : <Note tone={toneOf(said)} live><p>{t(`devices.said.${said}`)}</p></Note>}
      {known === undefined && error === undefined ? <p className="quiet">{t("recovery.asking")}</p> : null}
      {known !== undefined && lines.length === 0 ? <EmptyState title={t("devices.none.title")} why={t("devices.none.why")} /> : null}
      {known === undefined || lines.length === 0 ? null : (
        <>
          <FleetTotalsPart totals={totals} shown={query.show} isWhole={known.whole} onShow={(show) => narrow({ show })} />
          <FleetChoice query={query} totals={totals} onNarrow={narrow} />
          <div className="fleet-found">
            <output className="quiet">{found.length === 0 ? t("devices.none.match") : count("devices.fleet.found", found.length)}</output>
            <FleetExport query={query} none={found.length === 0} />
          </div>
          {found.length === 0 ? null : <FleetList lines={found} onLook={(device) => { setSaid(undefined); setLooked(device); }} />}
        </>
      )}
      {looked === undefined ? null : <DevicePanel device={looked} onClose={() => setLooked(undefined)} onSaid={(word) => { setLooked(undefined); setSaid(word); load(); }} />}
    </section>
  );
}

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type ReactElement } from "react";
import type { FleetLine } from "../../../shared/fleet/fleet.ts";
import type { Device } from "../../../shared/sync/device-messages.ts";
import { useWords } from "../../components/words.ts";
import { DeviceLine } from "./device-line.tsx";

/** Two lines and their air; a line that says more is measured. */
const ROW_PX = 66;

/** All that was found, of which only what is in sight exists on the page. One stop for the Tab key; arrows, Home, End and the pages move within. */
export function FleetList({ lines, onLook }: { readonly lines: readonly FleetLine[]; readonly onLook: (device: Device) => void }): ReactElement {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const coming = useRef<number>(undefined);
  // A step holds for the list that it was made in.
  const [step, setStep] = useState<{ readonly of: readonly FleetLine[]; readonly at: number }>();
  const at = step?.of === lines ? Math.min(step.at, lines.length - 1) : 0;
  // oxlint-disable-next-line react/incompatible-library -- its functions are not memoized by us, and the list is the only reader
  const list = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 6, getItemKey: (index) => lines[index]?.device.device ?? index });
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [lines]);
  // As soon as it is drawn.
  useEffect(() => {
    const button = coming.current === undefined ? undefined : scroller.current?.querySelector<HTMLElement>(`[data-index="${coming.current}"] button`);
    if (button === null || button === undefined) return;
    coming.current = undefined;
    button.focus();
  });
  useEffect(() => {
    const element = scroller.current;
    element?.addEventListener("keydown", press);
    return () => element?.removeEventListener("keydown", press);
  });
  function press(event: KeyboardEvent): void {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(lines.length - 1, to));
    coming.current = next;
    setStep({ of: lines, at: next });
    list.scrollToIndex(next);
  }
  return (
    <div className="fleet-list" ref={scroller}>
      <ul style={{ height: list.getTotalSize() }} aria-label={t("devices.fleet.list")}>
        {list.getVirtualItems().map(({ key, index, start }) => {
          const line = lines[index];
          return line === undefined ? null : (
            <li key={key} ref={list.measureElement} data-index={index} aria-setsize={lines.length} aria-posinset={index + 1} style={{ transform: `translateY(${start}px)` }}>
              <DeviceLine device={line.device} why={line.why} tabbable={index === at} onLook={() => { setStep({ of: lines, at: index }); onLook(line.device); }} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

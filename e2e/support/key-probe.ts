import type { Page } from "@playwright/test";

/** One key press as the page lived it, in milliseconds from the key's own time stamp. */
export type Press = {
  readonly key: string;
  /** Id, or tag, of what had the focus. */
  readonly place: string;
  /** Until the frame that answers it was on the screen, by the browser's own account (Event Timing, in steps of 8 ms). What it does not report took less than 16, and counts as 16. */
  readonly painted: number;
  /** Where the press moved the focus, at once or after the core's answer: until the last control that it led to had it. */
  readonly focused: number | undefined;
};
export type KeyTimes = {
  readonly presses: readonly Press[];
  /** Tasks that held the page's thread for 50 ms or more. */
  readonly longTasks: readonly number[];
};

/** Starts timing every key pressed in this page; `read` waits for the last frame and answers them all. */
export async function probeKeys(page: Page): Promise<{ readonly read: () => Promise<KeyTimes> }> {
  const probe = await page.evaluateHandle(() => {
    const NOT_REPORTED_MS = 16;
    const presses: { at: number; key: string; place: string; painted: number; focused: number | undefined }[] = [];
    const longTasks: number[] = [];
    document.addEventListener("keydown", ({ key, target, timeStamp }) => {
      presses.push({ at: timeStamp, key, place: target instanceof Element ? target.id || target.localName : "", painted: NOT_REPORTED_MS, focused: undefined });
    }, { capture: true });
    document.addEventListener("focusin", ({ timeStamp }) => {
      const last = presses.at(-1);
      if (last !== undefined) last.focused = timeStamp - last.at;
    }, { capture: true });
    const events = new PerformanceObserver((list) => {
      for (const { startTime, duration, name } of list.getEntries()) {
        const press = /^(keydown|keypress|beforeinput|input|change)$/.test(name) ? presses.findLast(({ at }) => at <= startTime + 0.1) : undefined;
        if (press !== undefined) press.painted = Math.max(press.painted, duration);
      }
    });
    // The DOM's types do not know `durationThreshold` yet.
    events.observe({ type: "event", durationThreshold: NOT_REPORTED_MS } as PerformanceObserverInit);
    new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longTasks.push(duration); }).observe({ type: "longtask" });
    return { read: () => new Promise<{ presses: typeof presses; longTasks: typeof longTasks }>((resolve) => { setTimeout(() => resolve({ presses, longTasks }), 500); }) };
  });
  return { read: () => probe.evaluate((held) => held.read()) };
}

import type { Alert } from "../../sync-server/observe/alert.ts";
import { evaluate, type Moment, type Value } from "./evaluate.ts";

export type Firing = { readonly name: string; readonly values: readonly Value[] };

/** Evaluates every alert at each moment given, and tells those that have been true for as long as they wait. */
export function watchAlerts(alerts: readonly Alert[]): (moment: Moment) => readonly Firing[] {
  const since = new Map<string, number>();
  return (moment) => alerts.flatMap((alert) => {
    const values = evaluate(alert.query, moment).filter(({ value }) => (alert.is === ">" ? value > alert.than : value < alert.than));
    const keys = new Set(values.map(({ labels }) => `${alert.name} ${JSON.stringify(labels)}`));
    for (const key of since.keys()) if (key.startsWith(`${alert.name} `) && !keys.has(key)) since.delete(key);
    for (const key of keys) if (!since.has(key)) since.set(key, moment.at);
    const lasting = values.filter(({ labels }) => moment.at - (since.get(`${alert.name} ${JSON.stringify(labels)}`) ?? moment.at) >= alert.for / moment.speed);
    return lasting.length === 0 ? [] : [{ name: alert.name, values: lasting }];
  });
}

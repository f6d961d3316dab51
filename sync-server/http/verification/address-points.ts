import { isIPv6 } from "node:net";

/** What each address may spend in a minute. Points are taken before the work and given back when it proved harmless. */
export type AddressPoints = {
  /** Seconds until the minute is over, where too few points are left; undefined when they were taken. */
  readonly take: (address: string, points: number) => number | undefined;
  readonly giveBack: (address: string, points: number) => void;
};

const MINUTE_MS = 60_000;

/** In this process only, as the other counters are. Of too many addresses the one that came first is forgotten. */
export function createAddressPoints(perMinute: number, now: () => number, most = 100_000): AddressPoints {
  const spent = new Map<string, { readonly until: number; points: number }>();

  function find(address: string): { readonly until: number; points: number } {
    const who = holderOf(address);
    const found = spent.get(who);
    if (found !== undefined && found.until > now()) return found;
    const fresh = { until: now() + MINUTE_MS, points: 0 };
    spent.delete(who);
    spent.set(who, fresh);
    const [oldest] = spent.keys();
    if (spent.size > most && oldest !== undefined) spent.delete(oldest);
    return fresh;
  }

  return {
    take: (address, points) => {
      const account = find(address);
      if (account.points + points > perMinute) return Math.max(1, Math.ceil((account.until - now()) / 1000));
      account.points += points;
      return undefined;
    },
    giveBack: (address, points) => {
      const account = find(address);
      account.points = Math.max(0, account.points - points);
    },
  };
}

/** Whoever has one IPv6 address has the 2^64 beside it: they count as one. */
function holderOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = address.toLowerCase().split("%", 1).join("").split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length);
  return [...groups, ...Array.from({ length: missing }, () => "0"), ...(tail === undefined || tail === "" ? [] : tail.split(":"))].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}

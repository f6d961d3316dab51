import { environmentGate } from "../environment.ts";

/** 500,000 applications an hour, a zone lost without anybody noticing, thirty-five days back. */
export const production = environmentGate.parse({
  name: "production",
  protectedData: true,
  network: { cidr: "10.20.0.0/16", waysOut: 3, endpointZones: 3 },
  database: { minCapacity: 4, maxCapacity: 64, readers: 2, backupDays: 35 },
  documents: { lock: "compliance", lockDays: 35, formerVersionDays: 365 },
  audit: { lock: "compliance", lockDays: 4383 },
  servers: { replicas: { min: 3, max: 24 }, cpu: "1", memory: "1Gi", connections: 10 },
  logDays: 365,
});

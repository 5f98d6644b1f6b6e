import { writeSync } from 'node:fs';

// Preloaded into a process that is measured: at its end it tells on descriptor 3 what it has used.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: maxRSS / 1024 }));
});

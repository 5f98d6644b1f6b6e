import { FakeRunEvents } from './fake-run-events.ts';
import { endOf, runEventsContract } from './run-events.contract.ts';

runEventsContract('FakeRunEvents', () => {
  const events = new FakeRunEvents();
  return Promise.resolve({
    events,
    heard: () => ({
      ended: events.heard.map(endOf),
      worse: events.heard.flatMap(({ worse }) => worse),
      foreign: events.heard.flatMap(({ foreign }) => foreign),
      standing: events.heard.flatMap(({ standing = [] }) => standing),
      leaseMinutes: events.leaseMinutes,
    }),
    deafen: () => events.fail('ServerFault'),
  });
});

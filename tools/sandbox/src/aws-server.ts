import { createServer, type RequestListener, type Server } from 'node:http';
import { answerEks, type EksService } from './eks/endpoint.ts';
import { answerEvents, eventsOperation, type EventsService } from './events/put-events.ts';
import { readRequest, send, type Answer, type Request } from './http/message.ts';
import { answerSts, type StsService } from './sts/endpoint.ts';

const LARGEST_BODY = 1024 * 1024;

/** One HTTP server for EKS (below /clusters), EventBridge (by X-Amz-Target) and STS, of every account and Region. */
export function awsServer(service: EksService & EventsService): Server {
  return createServer(
    listener(service, (request) => {
      if (/^\/clusters(\/|$)/.test(request.path)) return answerEks(service, request);
      const operation = eventsOperation(request);
      return operation === undefined
        ? answerSts(service, request)
        : answerEvents(service, request, operation);
    }),
  );
}

/** STS alone, for whoever serves it under its own name. */
export function stsListener(service: StsService): RequestListener {
  return listener(service, (request) => answerSts(service, request));
}

function listener({ now }: StsService, answer: (request: Request) => Answer): RequestListener {
  return (incoming, response) => {
    response.setHeader('date', now().toUTCString());
    void (async () => {
      try {
        send(response, answer(await readRequest(incoming, LARGEST_BODY)));
      } catch (error) {
        send(response, { status: 500, body: `the sandbox failed: ${String(error)}` });
      }
    })();
  };
}

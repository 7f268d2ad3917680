import { accountAnswers } from "./answers-of-accounts.ts";
import { regionAnswers } from "./answers-of-regions.ts";
import type { Answering } from "./server.ts";
import type { World } from "./world.ts";

const answers = new Map([...accountAnswers, ...regionAnswers]);

/** Answers as AWS does in a world. */
export function answeringIn(world: World): Answering {
  return (request) => {
    const account = request.accessKey.replace(/^AKIA/, "");
    const answer = answers.get(`${request.service} ${request.operation}`);
    if (answer === undefined) {
      const message = `the stub has no ${request.service} ${request.operation}`;
      return { kind: "error", code: "InvalidAction", status: 400, message };
    }
    return { kind: "answer", body: answer({ world, account, request }) };
  };
}

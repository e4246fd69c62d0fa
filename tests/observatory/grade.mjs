// Grades one answer as Mozilla's Observatory would, without a network: its own tests on headers and page that a test took
// from the running program. Usage: node grade.mjs FOLDER-OF-THE-PACKAGE < answer.json
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const part = (path) => import(pathToFileURL(join(process.argv[2], "src", path)).href);
const [{ ALL_TESTS }, { Requests }, grader, charts, { Session }, { parseHttpEquivHeaders }] = await Promise.all(
  ["constants.js", "types.js", "grader/grader.js", "grader/charts.js", "retriever/session.js", "retriever/utils.js"].map(part),
);

const asked = JSON.parse(readFileSync(0, "utf8"));
const url = new URL(asked.address);
const requests = new Requests(url.hostname);
const session = new Session(url);
for (const line of asked.headers["set-cookie"] ?? []) session.jar.setCookieSync(line, url.href);
const answer = { status: asked.status, headers: asked.headers, data: asked.page, verified: true, request: { responseURL: url.href }, config: { url: url.href } };
answer.httpEquiv = parseHttpEquivHeaders(asked.page, url.href);
requests.session = session;
session.response = answer;
requests.resources.path = asked.page;
requests.responses.https = answer;
requests.responses.auto = answer;
requests.responses.httpsRedirects = [{ url, status: asked.status }];

let score = 100;
let lost = 0;
const told = {};
for (const test of ALL_TESTS) {
  const found = test(requests);
  const points = found.result ? grader.getScoreModifier(found.result) : 0;
  told[found.constructor.name] = `${found.result} (${points})`;
  score += points;
  lost += Math.min(points, 0);
}
const whole = 100 + lost >= charts.MINIMUM_SCORE_FOR_EXTRA_CREDIT ? score : 100 + lost;
console.log(JSON.stringify({ ...grader.getGradeForScore(whole), told }));

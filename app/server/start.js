/**
 * Run by `npm start` and `npm run worker`: checks the version of Node, builds if the sources changed, and starts the
 * built program, which is the worker with `npm run worker` and with ROLE=worker. The role is read here because the two
 * programs are built apart; the program checks it. Written in old JavaScript, so that an old Node reaches the message
 * about its version.
 */
var version = process.versions.node.split(".");
var major = Number(version[0]);
if (major < 20 || (major === 20 && Number(version[1]) < 19)) {
  console.error("Counterproof needs Node 20.19 or newer; this is " + process.versions.node + ".");
  process.exit(1);
}
process.env["NODE_ENV"] = process.env["NODE_ENV"] || "production";
var isWorker = process.argv[2] === "worker" || process.env["ROLE"] === "worker";
if (process.argv.indexOf("--devnet") !== -1) process.env["DEVNET"] = "on";
import("./build-if-changed.js")
  .then(function (build) {
    build.buildIfChanged();
    return import(isWorker ? "../../build/server/worker.js" : "../../build/server/server.js");
  })
  .catch(function (error) {
    console.error(error && error.name === "StartError" ? error.message : error);
    process.exit(1);
  });

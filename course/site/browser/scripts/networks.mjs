// Networks in ONNX files, run by onnxruntime-web's WebAssembly on one thread.
//
// Its usual interface answers with promises, and Python cannot wait for a promise in the middle of a cell. So this calls the
// entry points below it, which answer at once. They belong to the version that course/site/browser/fetch.py pins.
import start from "./ort-wasm-simd-threaded.mjs";

const FLOAT = 1; // ONNX's number for 32-bit floats
const ON_THE_CPU = 1;
const ALL_OPTIMISATIONS = 99;
const SEQUENTIAL = 0;
const ERRORS_ONLY = 3;

/** {open(bytes)}: a network's file to {run(floats, shape)}, which gives [{name, shape, data}]. Throws Error with onnxruntime's words. */
export async function networks(settings = {}) {
  const wasm = await start({ numThreads: 1, ...settings });
  const pointer = wasm.PTR_SIZE;
  const word = (at) => wasm.getValue(at, "*");

  const failed = (what) => {
    const stack = wasm.stackSave();
    try {
      const at = wasm.stackAlloc(2 * pointer);
      wasm._OrtGetLastError(at, at + pointer);
      const message = word(at + pointer);
      return new Error(`${what}: ${message ? wasm.UTF8ToString(message) : "no reason given"}`);
    } finally {
      wasm.stackRestore(stack);
    }
  };
  const copied = (bytes) => {
    const at = wasm._malloc(bytes.byteLength);
    if (!at) throw new Error("out of memory");
    wasm.HEAPU8.set(bytes, at);
    return at;
  };
  const words = (values) => {
    const at = wasm.stackAlloc(values.length * pointer);
    values.forEach((value, place) => wasm.setValue(at + place * pointer, value, "*"));
    return at;
  };
  if (wasm._OrtInit(1, ERRORS_ONLY)) throw failed("onnxruntime does not start");

  /** Names of the inputs or outputs, as places in memory. */
  const names = (session, from, count) => [...Array(count).keys()].map((place) => {
    const stack = wasm.stackSave();
    try {
      const at = wasm.stackAlloc(2 * pointer);
      if (wasm._OrtGetInputOutputMetadata(session, from + place, at, at + pointer)) throw failed("a name cannot be read");
      wasm._OrtFree(word(at + pointer));
      return word(at);
    } finally {
      wasm.stackRestore(stack);
    }
  });

  const read = (tensor) => {
    const stack = wasm.stackSave();
    try {
      const at = wasm.stackAlloc(4 * pointer);
      if (wasm._OrtGetTensorData(tensor, at, at + pointer, at + 2 * pointer, at + 3 * pointer)) throw failed("a result cannot be read");
      if (wasm.getValue(at, "i32") !== FLOAT) throw new Error("the network gives other numbers than 32-bit floats");
      const dims = word(at + 2 * pointer);
      const shape = [...Array(wasm.getValue(at + 3 * pointer, "i32")).keys()].map((place) => wasm.getValue(dims + place * pointer, "i32"));
      wasm._OrtFree(dims);
      const size = shape.reduce((a, b) => a * b, 1);
      const start = word(at + pointer) >>> 0;
      return { shape, data: new Float32Array(wasm.HEAPU8.slice(start, start + 4 * size).buffer) };
    } finally {
      wasm.stackRestore(stack);
    }
  };

  return {
    open(bytes) {
      const options = wasm._OrtCreateSessionOptions(ALL_OPTIMISATIONS, true, true, SEQUENTIAL, false, 0, 0, ERRORS_ONLY, 0, 0);
      if (!options) throw failed("no session");
      const file = copied(bytes);
      const session = wasm._OrtCreateSession(file, bytes.byteLength, options);
      wasm._free(file);
      wasm._OrtReleaseSessionOptions(options);
      if (session instanceof Promise) throw new Error("this onnxruntime answers with promises");
      if (!session) throw failed("not a network that can be run here");
      const stack = wasm.stackSave();
      const counts = wasm.stackAlloc(2 * pointer);
      if (wasm._OrtGetInputOutputCount(session, counts, counts + pointer)) throw failed("no inputs");
      const [inputs, outputs] = [wasm.getValue(counts, "i32"), wasm.getValue(counts + pointer, "i32")];
      wasm.stackRestore(stack);
      if (inputs !== 1) throw new Error(`the network has ${inputs} inputs, not one`);
      const given = names(session, 0, inputs);
      const asked = names(session, inputs, outputs);

      return {
        run(floats, shape) {
          const image = copied(new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength));
          const stack = wasm.stackSave();
          let input = 0;
          const results = [];
          try {
            input = wasm._OrtCreateTensor(FLOAT, image, floats.byteLength, words(shape), shape.length, ON_THE_CPU);
            if (!input) throw failed("the image cannot be handed over");
            const found = words(Array(outputs).fill(0));
            if (wasm._OrtRun(session, words(given), words([input]), 1, words(asked), outputs, found, 0)) throw failed("the network stopped");
            for (let place = 0; place < outputs; place++) results.push(word(found + place * pointer));
            return results.map((tensor, place) => ({ name: wasm.UTF8ToString(asked[place]), ...read(tensor) }));
          } finally {
            results.forEach((tensor) => wasm._OrtReleaseTensor(tensor));
            if (input) wasm._OrtReleaseTensor(input);
            wasm.stackRestore(stack);
            wasm._free(image);
          }
        },
      };
    },
  };
}

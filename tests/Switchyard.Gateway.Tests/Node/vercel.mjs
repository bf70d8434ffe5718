import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { embedMany, generateText, Output, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';

globalThis.AI_SDK_LOG_WARNINGS = false;
const settings = { baseURL: `${process.env.GATEWAY}v1`, apiKey: 'sk-x' };
const compatible = createOpenAICompatible({ ...settings, name: 'switchyard', includeUsage: true, supportsStructuredOutputs: true });
const openai = createOpenAI(settings);
const maxRetries = Number(process.env.RETRIES ?? 0);
const models = { compatible: compatible('cheap'), chat: openai.chat('cheap'), responses: openai('cheap') };
const asking = { prompt: 'Hello', maxRetries };

const each = async make => Object.fromEntries(await Promise.all(Object.entries(models).map(async ([name, model]) => [name, await make(model)])));

const scenarios = {
  chat: () => each(async model => {
    const { text, finishReason, usage } = await generateText({ ...asking, model });
    return { text, finish: finishReason, tokens: usage.totalTokens };
  }),
  stream: () => each(async model => {
    const result = streamText({ ...asking, model });
    let text = '';
    for await (const more of result.textStream) text += more;
    return { text, finish: await result.finishReason, tokens: (await result.usage).totalTokens };
  }),
  tools: () => each(async model => {
    const counted = [];
    const count = tool({ inputSchema: z.object({ n: z.int() }), execute: async ({ n }) => { counted.push(n); return 'counted'; } });
    const { steps } = await generateText({ ...asking, model, tools: { count }, toolChoice: 'required', stopWhen: stepCountIs(1) });
    const result = streamText({ ...asking, model, tools: { count }, toolChoice: 'required', stopWhen: stepCountIs(1) });
    await result.consumeStream();
    return { names: steps[0].toolCalls.map(call => call.toolName), counted, finish: await result.finishReason };
  }),
  structured: () => each(async model => {
    const { output } = await generateText({ ...asking, model, output: Output.object({ schema: z.object({ n: z.int() }) }) });
    return output;
  }),
  async embeddings() {
    const answers = await Promise.all([compatible.embeddingModel('a/vectors'), openai.embedding('a/vectors')].map(model => embedMany({ model, values: ['one text', 'another one'], maxRetries })));
    return answers.map(({ embeddings, usage }) => ({ count: embeddings.length, size: embeddings[0].length, tokens: usage.tokens }));
  },
  async errors() {
    return generateText({ ...asking, model: compatible('cheep') }).then(() => ({}), error => ({ status: error.statusCode, retryable: error.isRetryable, message: error.message }));
  },
  async failing() {
    return generateText({ ...asking, model: models.compatible }).then(({ text }) => ({ text }), error => ({ reason: error.reason ?? null, status: (error.lastError ?? error).statusCode }));
  },
  async broken() {
    const result = streamText({ ...asking, model: models.compatible, onError: () => {} });
    let text = '';
    let failed = false;
    try {
      for await (const part of result.fullStream) {
        text += part.type === 'text-delta' ? part.text : '';
        failed ||= part.type === 'error';
      }
    } catch {
      failed = true;
    }
    return { text, failed };
  },
  async cancel() {
    const leaving = new AbortController();
    const result = streamText({ ...asking, model: models.compatible, abortSignal: leaving.signal, onError: () => {} });
    const kinds = [];
    for await (const part of result.fullStream) {
      kinds.push(part.type);
      if (part.type === 'text-delta') leaving.abort();
    }
    return { aborted: kinds.includes('abort') };
  },
};

console.log(JSON.stringify(await scenarios[process.env.SCENARIO]()));

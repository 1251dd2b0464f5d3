import type { ExternalKind } from "../../model/effect.ts";

/**
 * Packages whose awaited calls leave the process, by name or scope (`@scope/` matches all of it). Kinds are those of
 * the report; the list is made from the packages' own descriptions.
 */
const externalPackages: Readonly<Record<ExternalKind, readonly string[]>> = {
  http: [
    "axios",
    "got",
    "ky",
    "node-fetch",
    "undici",
    "superagent",
    "ofetch",
    "cross-fetch",
    "graphql-request",
    "@octokit/",
    "octokit",
    "googleapis",
    "@slack/",
    "@hubspot/",
    "jsforce",
    "ssh2-sftp-client",
    "basic-ftp",
  ],
  mail: [
    "nodemailer",
    "resend",
    "@sendgrid/",
    "postmark",
    "mailgun.js",
    "@aws-sdk/client-ses",
    "@aws-sdk/client-sesv2",
    "@mailchimp/",
    "mailersend",
    "@getbrevo/brevo",
  ],
  sms: [
    "twilio",
    "@vonage/",
    "messagebird",
    "plivo",
    "@aws-sdk/client-sns",
    "web-push",
    "expo-server-sdk",
    "firebase-admin",
  ],
  storage: [
    "@aws-sdk/client-s3",
    "@aws-sdk/lib-storage",
    "@aws-sdk/s3-request-presigner",
    "@google-cloud/storage",
    "@azure/storage-blob",
    "@vercel/blob",
    "minio",
    "aws-sdk",
    "cloudinary",
    "uploadthing",
  ],
  payment: ["stripe", "@paypal/", "braintree", "square", "@adyen/", "@mollie/", "razorpay"],
  llm: [
    "openai",
    "@anthropic-ai/",
    "ai",
    "@ai-sdk/",
    "@google/generative-ai",
    "@google/genai",
    "cohere-ai",
    "@mistralai/",
    "groq-sdk",
    "langchain",
    "@langchain/",
    "replicate",
    "@huggingface/",
  ],
  queue: [
    "bullmq",
    "bull",
    "amqplib",
    "kafkajs",
    "@aws-sdk/client-sqs",
    "@aws-sdk/client-eventbridge",
    "@google-cloud/pubsub",
    "@google-cloud/tasks",
    "inngest",
    "@trigger.dev/",
    "@upstash/",
    "nats",
    "pusher",
    "ably",
    "ioredis",
    "redis",
    "@vercel/kv",
    "@elastic/",
    "@algolia/",
    "algoliasearch",
    "meilisearch",
    "typesense",
  ],
  "slow-work": [
    "bcrypt",
    "bcryptjs",
    "argon2",
    "puppeteer",
    "puppeteer-core",
    "playwright",
    "playwright-core",
    "@react-pdf/renderer",
    "pdfkit",
    "pdf-lib",
    "sharp",
    "exceljs",
    "node:child_process",
    "child_process",
    "tesseract.js",
    "archiver",
  ],
  other: ["@google-cloud/", "@aws-sdk/", "@azure/", "ldapjs", "snowflake-sdk", "@clickhouse/", "@sentry/"],
};

/** Packages that are databases of their own: what is done through them cannot be seen, and may be to the same tables. */
const databasePackages = [
  "pg",
  "pg-promise",
  "postgres",
  "@neondatabase/",
  "@vercel/postgres",
  "drizzle-orm",
  "kysely",
  "knex",
  "typeorm",
  "sequelize",
  "mikro-orm",
  "@mikro-orm/",
  "objection",
  "mongoose",
  "mongodb",
  "mysql2",
  "mysql",
  "better-sqlite3",
  "@supabase/supabase-js",
  "@supabase/ssr",
  "slonik",
  "massive",
  "prisma-client-js",
];

/** What a package is used for if its calls leave the process; null if it is not in the table. */
export function externalKindOf(name: string): ExternalKind | null {
  for (const [kind, packages] of kinds) if (packages.some((entry) => matches(name, entry))) return kind;
  return null;
}

export function isDatabasePackage(name: string): boolean {
  return databasePackages.some((entry) => matches(name, entry));
}

const kinds: readonly (readonly [ExternalKind, readonly string[]])[] = (
  ["http", "mail", "sms", "storage", "payment", "llm", "queue", "slow-work", "other"] as const
).map((kind) => [kind, externalPackages[kind]]);

function matches(name: string, entry: string): boolean {
  return entry.endsWith("/") ? name.startsWith(entry) : name === entry || name.startsWith(`${entry}/`);
}

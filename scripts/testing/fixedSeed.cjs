// In a CI run property tests try the same inputs each time; elsewhere they look for new ones.
if (process.env['CI'] !== undefined) require('fast-check').configureGlobal({ seed: 20261130 });

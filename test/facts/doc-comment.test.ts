import {describe, expect, it} from 'vitest'
import {readFacts} from '../../src/facts/read-facts.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'

function facts(text: string) {
  return readFacts(createMemoryRepo({'a.ts': text}))
}

const checkDoc = (comment: string, expected: string | undefined) =>
  expect(facts(`import 'x'\n${comment}\nexport const a = 1`).symbol('a.ts#a')?.summary).toBe(expected)
const checkHeader = (text: string, expected: string | undefined) =>
  expect(facts(text).module('a.ts')?.summary).toBe(expected)

describe('doc comments', () => {
  it.each([
    ['/** Takes the lock. Then waits. */', 'Takes the lock.'],
    ['/**\n * Takes the\n * lock\n *\n * More.\n * @param x y\n */', 'Takes the lock'],
    ['/** Reads e.g. `a.ts`, v1.2 of it. Then more. */', 'Reads e.g. a.ts, v1.2 of it.'],
    [
      '/** A {@link Lock} as {@link Foo | the foo}, **bold**, <b>html</b>, [text](url). */',
      'A Lock as the foo, bold, html, text.'
    ],
    ['/** Gives `Promise<string>` back. */', 'Gives Promise<string> back.'],
    ['/**\n * @deprecated use b\n * @description Does it.\n */', 'Does it.'],
    ['/** Does it. */\n// eslint-disable-next-line', 'Does it.'],
    ['/* Plain block. */', undefined],
    ['// Line.', undefined],
    ['/** @internal */', undefined],
    ['/** TODO: write this. */', undefined],
    ['/** Copyright 2020 Someone. */', undefined],
    ['/** ------- */', undefined],
    ['/** Maps (x) => x + 1 */', undefined],
    ['/** list ::= item list */', undefined],
    ["/** token = 1*<any CHAR except '(' | ')' | '<' | '>'> */", undefined],
    ['/** {@inheritDoc} */', undefined],
    ['/** Reads `a.ts` (UTF-8), as of RFC 3629. */', 'Reads a.ts (UTF-8), as of RFC 3629.'],
    ['/** Sperrt den Käfig; öffnet ihn. */', 'Sperrt den Käfig; öffnet ihn.'],
    ['/** Another. */\nfoo()', undefined]
  ])('reads %j', checkDoc)

  it('reads members and exported functions', () => {
    const {symbol} = facts('/** First. */\nexport function f() {}\nclass C {\n /** Member. */\n m() {}\n}')
    expect([symbol('a.ts#f')?.summary, symbol('a.ts#C.m')?.summary]).toEqual(['First.', 'Member.'])
  })
})

describe('module headers', () => {
  it.each([
    ['/** Locks of the hub. More. */\n\nexport const a = 1', 'Locks of the hub.'],
    ['/* Locks of the hub. */\nimport "x"', 'Locks of the hub.'],
    ['/** Of a, not of the file. */\nexport const a = 1', undefined],
    ['/** MIT License */\n\n/** Real one. */\n\nexport {}', 'Real one.'],
    ['/** @fileoverview Copyright Someone. */\nimport "x"', undefined],
    ['/* Permission is hereby granted, free of charge. */\n/** Real one. */\nimport "x"', 'Real one.'],
    ['/* @license */\nimport "x"', undefined],
    ['/* eslint-disable no-x */\nimport "x"', undefined],
    ['/** @fileoverview Keeps state.\n * @license MIT */\nexport const a = 1', 'Keeps state.'],
    ['/**\n * Keeps state.\n * @module state\n */\nexport const a = 1', 'Keeps state.'],
    ['/**\n * @module state\n * Keeps state.\n */\nexport const a = 1', 'Keeps state.'],
    ['#!/usr/bin/env node\n"use strict"\n/** Starts it. */\n\nimport "x"', 'Starts it.'],
    ['/** If you copy this, mind the gap. */\n\nimport "x"', undefined],
    ['/*\nconst old = 1;\n*/\n\nimport "x"', undefined],
    ['export const a = 1', undefined]
  ])('reads %j', checkHeader)

  it('does not count a file comment as the doc of its first declaration', () => {
    expect(facts('/** @fileoverview F. */\nexport const a = 1').symbol('a.ts#a')?.summary).toBeUndefined()
  })
})

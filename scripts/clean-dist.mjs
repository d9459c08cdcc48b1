// A renamed source must not leave its old build behind, or the package would ship a file nobody wrote.
import {rmSync} from 'node:fs'

rmSync(new URL('../dist', import.meta.url), {recursive: true, force: true})

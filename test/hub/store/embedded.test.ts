import {storeContract} from './contract/store-contract.ts'
import {openFreshEmbedded} from './support/open-fresh.ts'

storeContract('embedded', openFreshEmbedded)

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title The token of the local chain: 6 decimals, minted once to its deployer.
/// @dev Never used outside the embedded chain; production names its own ERC-20 by configuration.
contract DemoToken is ERC20 {
    constructor(uint256 supply) ERC20("Assay Demo Token", "ASY") {
        _mint(msg.sender, supply);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title The token of the local chain: 6 decimals, minted once to its deployer.
/// @dev Never used outside the embedded chain; production names its own ERC-20 by configuration.
contract DemoToken is ERC20, ERC20Permit {
    constructor(uint256 supply) ERC20("Assay Demo Token", "ASY") ERC20Permit("Assay Demo Token") {
        _mint(msg.sender, supply);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}

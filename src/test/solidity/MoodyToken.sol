// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that misbehaves as its storage says, and behaves again.
contract MoodyToken is ERC20 {
    /// @notice 0 is good, 1 returns false, 2 keeps a fee of what is pulled, 3 reverts.
    uint8 public mood;

    constructor(uint256 supply) ERC20("Moody", "MOO") {
        _mint(msg.sender, supply);
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        require(mood != 3, "moody");
        return mood != 1 && super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        require(mood != 3, "moody");
        if (mood == 1) {
            return false;
        }
        super.transferFrom(from, to, value);
        if (mood == 2) {
            _burn(to, 1);
        }
        return true;
    }
}

// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that refuses some recipients: by an error, or by returning false.
contract RefusingToken is ERC20 {
    mapping(address account => uint8) private _refused;

    constructor(uint256 supply) ERC20("Refusing", "REF") {
        _mint(msg.sender, supply);
    }

    /// @notice 0 takes, 1 reverts, 2 returns false.
    function refuse(address account, uint8 how) external {
        _refused[account] = how;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        require(_refused[to] != 1, "refused");
        return _refused[to] != 2 && super.transfer(to, value);
    }
}
